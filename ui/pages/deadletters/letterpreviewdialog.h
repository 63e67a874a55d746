#pragma once

#include <QDialog>
#include <QJsonObject>

namespace gatehouse::ui {

/// What would happen to a dead letter if it were put back now (POST dlq/{id}/dry-run): the verdict,
/// what stands in the way, where it would go and the request itself. Not modal; deletes itself.
///
/// Object names: letterPreview, previewVerdict, previewWarnings, previewFacts, previewBody,
/// previewCopy.
class LetterPreviewDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `subject` is foreign text.
    LetterPreviewDialog(const QJsonObject &answer, const QString &subject, QWidget *parent);

private:
    QWidget *makeVerdict(const QString &subject);
    QWidget *makeFacts();
    QWidget *makeRequest();
    QWidget *makeFoot();
    QString asText() const;

    QJsonObject m_answer;
};

} // namespace gatehouse::ui
