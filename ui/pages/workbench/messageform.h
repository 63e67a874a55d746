#pragma once

#include "services/capture/capturedrequest.h"
#include "services/core/result.h"
#include "services/secrets/secret.h"

#include <QByteArray>
#include <QWidget>

#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace gatehouse::ui {

/// A message and the secret that it should be signed with, to be written, pasted or loaded. A body
/// that was loaded stays exactly as it was until somebody writes in it.
///
/// Object names: captureField (there while there is more than one request), sourceField, urlField,
/// receivedField, secretField, secretReveal, headersField, bodyField, bodyNote.
class MessageForm : public QWidget
{
    Q_OBJECT

public:
    explicit MessageForm(QWidget *parent = nullptr);

    /// At least one; the first is shown, the others can be chosen. The secret stays.
    void setRequests(std::vector<capture::CapturedRequest> requests);
    /// Empty: as the headers say.
    void setSource(const QString &source);
    void clear(); ///< the secret, too

    /// Invalid: a line among the headers that is none.
    Result<capture::CapturedRequest> request() const;
    /// As chosen, or as the headers say; empty when they do not.
    QString source() const;
    secrets::Secret secret() const;
    /// When it is taken to have been received. Invalid for what is no time.
    Result<Timestamp> receivedAt(Timestamp now) const;

    QLineEdit *secretField() const { return m_secret; }

private:
    QPlainTextEdit *addText(const QString &label, const QString &name, int stretch);
    QWidget *makeSecret();
    QString sourceByHeaders() const;
    void showRequest(int index);
    void showBody(const std::string &body);
    void showBodyNote();
    void showSourceNote();

    std::vector<capture::CapturedRequest> m_requests;
    QByteArray m_loadedBody; ///< good while the field was not written in
    bool m_isCut = false; ///< the field shows the loaded body's beginning alone
    QFormLayout *m_form;
    QComboBox *m_captures;
    QComboBox *m_sources;
    QLineEdit *m_url;
    QLineEdit *m_received;
    QLineEdit *m_secret;
    QPlainTextEdit *m_headers = nullptr;
    QPlainTextEdit *m_body = nullptr;
    QLabel *m_bodyNote = nullptr;
};

} // namespace gatehouse::ui
