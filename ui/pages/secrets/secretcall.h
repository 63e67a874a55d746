#pragma once

#include "services/core/error.h"
#include "ui/collection/collectionservices.h"

#include <QJsonObject>

namespace gatehouse::ui {

/// A POST whose answer may hold a secret, which is shown once. Who starts it owns it; it is about
/// one call at a time.
class SecretCall : public QObject
{
    Q_OBJECT

public:
    /// `page` owns the dialog.
    SecretCall(AdminClient &api, QWidget *page);

    bool isRunning() const { return m_isRunning; }
    /// `subject` stands above the secret, which is the answer's `member`; `failure` is the title of
    /// what is said when the gateway refuses.
    void post(const QString &path, const QJsonObject &body, const QString &member,
              const QString &subject, const QString &failure);

signals:
    /// The row that the answer names with `id`.
    void done(const QString &row);
    void refused(const QString &title, const gatehouse::Error &error);

private:
    AdminClient &m_api;
    QWidget *m_page;
    bool m_isRunning = false;
};

} // namespace gatehouse::ui
