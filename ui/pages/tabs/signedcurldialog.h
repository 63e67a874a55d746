#pragma once

#include "services/core/clock.h"
#include "services/signing/scheme.h"
#include "ui/pages/tabs/detailreader.h"

#include <QDialog>

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace gatehouse::ui {

/// Asks for the secret with which an event's request is signed anew, now, and copies it as a curl
/// command. The secret is not in the command, is kept nowhere, and is wiped when the dialog goes.
/// Window-modal; open it with open(); deletes itself.
///
/// Object names: signedCurlDialog; signingSecret, signingProblem, confirmSigning, cancelSigning.
class SignedCurlDialog : public QDialog
{
    Q_OBJECT

public:
    /// `clock` outlives it; the event has a body.
    SignedCurlDialog(std::unique_ptr<signing::Scheme> scheme, EventPayload event,
                     const Clock &clock, QWidget *parent);
    ~SignedCurlDialog() override;

signals:
    void copied();

private:
    void addSecret(QVBoxLayout *layout);
    void sign();
    void updateConfirm();

    std::unique_ptr<signing::Scheme> m_scheme;
    EventPayload m_event;
    const Clock &m_clock;
    QLineEdit *m_secret;
    QLabel *m_problem;
    QPushButton *m_confirm;
};

/// The scheme of that source, or of the one whose signature is among the headers; nullptr: how it
/// signs is not known.
std::unique_ptr<signing::Scheme> schemeFor(const QString &source, const HeaderList &headers);

/// The headers that a sender with that secret would add now.
HeaderList signedHeaders(const signing::Scheme &scheme, const EventPayload &event,
                         std::string_view secret, Timestamp now);

} // namespace gatehouse::ui
