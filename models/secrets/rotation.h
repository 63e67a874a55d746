#pragma once

#include "models/secrets/secretusage.h"
#include "services/admin_api/adminclient.h"

#include <QTimer>

#include <functional>

namespace gatehouse::secrets {

/// How ingest judged a test event.
struct TestOutcome
{
    QString signedWith; ///< as the gateway calls it
    bool isAccepted = false;
    QString code; ///< why not
};

/// The secrets of one source and tenant as a rotation sees them: what they signed, read every two
/// seconds while it is on, and what the gateway is told to do with them. Holds no secret. In the
/// GUI thread.
class Rotation : public QObject
{
    Q_OBJECT

public:
    /// `api` outlives it.
    explicit Rotation(AdminClient &api, QObject *parent = nullptr);

    /// What was known of another one is forgotten.
    void setTarget(const QString &source, const QString &tenant);
    /// Off at first.
    void setOn(bool on);
    /// At once, beside what is read every two seconds.
    void read();

    const QString &source() const { return m_source; }
    const QString &tenant() const { return m_tenant; }
    /// Nothing until the gateway has answered.
    const std::optional<SecretUsage> &usage() const { return m_usage; }
    /// Of the last reading; nothing: it succeeded.
    const std::optional<Error> &error() const { return m_error; }
    /// Of the last test event that was sent here; empty: none was.
    const QList<TestOutcome> &tests() const { return m_tests; }
    const QDateTime &testedAt() const { return m_testedAt; }
    /// It was told something, and has not answered yet.
    bool isBusy() const { return m_isBusy; }

    /// `secret` empty: one is made there. `overlapSeconds` negative: there is no former one.
    void rotate(const QString &secret, qint64 overlapSeconds, const QString &reason);
    void rollBack(const QString &reason);
    void extend(qint64 overlapSeconds, const QString &reason);
    /// `row` is the id of the version that was asked about: another may be retiring by now.
    void retire(const QString &row, const QString &reason);
    void test();

signals:
    void changed();
    /// It was rotated. `secret` is the one that was made there; this is all there is of it.
    void rotated(const QString &row, qint64 version, const QString &secret);
    /// Anything else was done.
    void done();
    void refused(const gatehouse::Error &error);

private:
    void tell(const QString &path, const QJsonObject &body,
              const std::function<void(const QJsonObject &)> &take);
    void act(const QString &path, const QJsonObject &body);
    void take(const Result<QJsonObject> &answer);
    void takeTests(const QJsonObject &answer);
    QString path(const QString &action) const;

    AdminClient &m_api;
    QTimer m_poll;
    QString m_source, m_tenant;
    int m_generation = 0; ///< of the target
    bool m_isReading = false;
    bool m_isBusy = false;
    std::optional<SecretUsage> m_usage;
    std::optional<Error> m_error;
    QList<TestOutcome> m_tests;
    QDateTime m_testedAt;
};

} // namespace gatehouse::secrets
