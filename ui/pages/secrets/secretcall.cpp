#include "ui/pages/secrets/secretcall.h"

#include "services/core/whendone.h"
#include "ui/pages/secrets/newsecretdialog.h"

namespace gatehouse::ui {

SecretCall::SecretCall(AdminClient &api, QWidget *page)
    : QObject(page)
    , m_api(api)
    , m_page(page)
{
}

void SecretCall::post(const QString &path, const QJsonObject &body, const QString &member,
                      const QString &subject, const QString &failure)
{
    if (std::exchange(m_isRunning, true))
        return;
    whenDone(m_api.post(path, body), this,
             [this, member, subject, failure](const Result<QJsonObject> &answer) {
                 m_isRunning = false;
                 if (!answer) {
                     emit refused(failure, answer.error());
                     return;
                 }
                 const QString secret = answer->value(member).toString();
                 if (!secret.isEmpty())
                     (new NewSecretDialog(subject, secret, m_page))->open();
                 emit done(answer->value(QStringLiteral("id")).toString());
             });
}

} // namespace gatehouse::ui
