#pragma once

#include "ui/pages/tabs/explanation.h"
#include "ui/widgets/noticestrip.h"

#include <QWidget>

#include <optional>

class QLabel;
class QStandardItemModel;

namespace gatehouse::widgets {
class CodeBlock;
class KeyValueView;
class TableView;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// What is to be said of a signature: the verdict first, then the evidence.
struct SignatureVerdict
{
    widgets::NoticeKind kind = widgets::NoticeKind::Error;
    QString title;
    QString text; ///< why, and what to do
    QString note = {}; ///< why there is no evidence, or of what time it is
    std::optional<Explanation> evidence = {};
};

/// What the explanation itself says.
SignatureVerdict verdictOf(Explanation explanation);

/// Shows a verdict with what was checked, which secrets were tried, what would match, and the
/// signed text. Copy takes all of it as text.
///
/// Object names: signatureVerdict, signatureCopy, signatureNote, signatureChecks, signatureSecrets,
/// signatureSearch, signatureText.
class SignatureReport : public QWidget
{
    Q_OBJECT

public:
    explicit SignatureReport(QWidget *parent = nullptr);

    /// What is shown already is not touched: neither focus nor selection jumps when it comes again.
    void show(const SignatureVerdict &verdict);
    void clear();

signals:
    /// A verdict was shown, and the strip takes buttons for it (NoticeStrip::addButton).
    void shown(gatehouse::widgets::NoticeStrip *strip);

private:
    void makeEvidence();
    void makeSecrets();
    void showEvidence(const Explanation &evidence);
    void showSecrets(const QList<Explanation::TriedSecret> &secrets);

    QString m_text; ///< all that is shown, as it is copied
    widgets::NoticeStrip *m_verdict;
    QLabel *m_note;
    QWidget *m_evidence;
    widgets::KeyValueView *m_checks = nullptr;
    QStandardItemModel *m_model;
    widgets::TableView *m_secrets = nullptr;
    QLabel *m_search = nullptr;
    widgets::CodeBlock *m_signedText = nullptr;
    QLabel *m_noSignedText = nullptr;
};

} // namespace gatehouse::ui
