#include "tests/integration/measures/support/clickhouseserver.h"

#include "tests/integration/support/webhooks.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>
#include <QUrlQuery>

namespace gatehouse::test {

namespace {

constexpr int startTime = 60'000;
constexpr const char *readersPassword = "reader's \\ \"own\"";

/// A zone with odd hours, so that nothing leans on the server's being UTC.
constexpr const char *config = R"(<yandex>
  <logger><level>warning</level><log>%1/log</log><errorlog>%1/errors</errorlog></logger>
  <http_port>%2</http_port>
  <listen_host>127.0.0.1</listen_host>
  <path>%1/data/</path>
  <tmp_path>%1/data/tmp/</tmp_path>
  <users_config>%1/users.xml</users_config>
  <default_profile>default</default_profile>
  <default_database>default</default_database>
  <mark_cache_size>16777216</mark_cache_size>
  <timezone>Asia/Kathmandu</timezone>
</yandex>
)";
constexpr const char *users = R"(<yandex>
  <profiles><default/><readonly><readonly>1</readonly></readonly></profiles>
  <quotas><default/></quotas>
  <users>
    <default><password></password><networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile><quota>default</quota></default>
    <reader><password>%1</password><networks><ip>127.0.0.1</ip></networks>
      <profile>readonly</profile><quota>default</quota></reader>
  </users>
</yandex>
)";

void write(const QString &path, const QString &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
        qFatal("the test cannot write %s", qPrintable(path));
}

QString executable()
{
    const QString name = QStringLiteral("clickhouse-server");
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {QStringLiteral("/usr/sbin")})
                           : found;
}

} // namespace

QByteArray sourceFile(const QString &path)
{
    QFile file(QStringLiteral(GATEHOUSE_SOURCE "/") + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

bool waitForAnswer(const QUrl &url)
{
    return QTest::qWaitFor(
        [&] { return adminRequest("GET", url.toString().toStdString(), {}).status == 200; },
        startTime);
}

QList<QByteArray> statementsOf(const QByteArray &script)
{
    static const QRegularExpression comment(QStringLiteral("--[^\n]*"));
    const QString plain = QString::fromUtf8(script).remove(comment);
    QList<QByteArray> statements;
    for (const QString &statement : plain.split(u';')) {
        if (!statement.trimmed().isEmpty())
            statements += statement.trimmed().toUtf8();
    }
    return statements;
}

bool ClickHouseServer::isInstalled()
{
    return !executable().isEmpty();
}

const char *ClickHouseServer::whatToInstall()
{
    return "There is no ClickHouse; ./dev setup --with-clickhouse installs Debian's.";
}

ClickHouseServer::ClickHouseServer()
    : m_program(executable())
{
}

ClickHouseServer::~ClickHouseServer()
{
    stop();
}

bool ClickHouseServer::start()
{
    m_port = freePort();
    QDir(m_folder.path()).mkpath(QStringLiteral("data/tmp"));
    const QString configFile = m_folder.filePath(QStringLiteral("config.xml"));
    write(configFile, QString::fromLatin1(config).arg(m_folder.path()).arg(m_port));
    write(m_folder.filePath(QStringLiteral("users.xml")),
          QString::fromLatin1(users).arg(QString::fromLatin1(readersPassword).toHtmlEscaped()));
    m_program.start({QStringLiteral("--config-file=") + configFile});
    return waitForAnswer(QUrl(QStringLiteral("http://127.0.0.1:%1/ping").arg(m_port)));
}

void ClickHouseServer::stop()
{
    m_program.terminate();
    m_program.waitForEnd();
}

QByteArray ClickHouseServer::errors()
{
    QFile file(m_folder.filePath(QStringLiteral("errors")));
    return m_program.errors() + (file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
}

QByteArray ClickHouseServer::makeTables(const QString &database, const QByteArray &file)
{
    QByteArray said = query({}, "CREATE DATABASE " + database.toLatin1());
    for (const QByteArray &statement : statementsOf(file))
        said += query(database, statement);
    return said;
}

QByteArray ClickHouseServer::query(const QString &database, const QByteArray &statement)
{
    QUrl url(QStringLiteral("http://127.0.0.1:%1/").arg(m_port));
    QUrlQuery parameters;
    parameters.addQueryItem(QStringLiteral("database"),
                            database.isEmpty() ? QStringLiteral("default") : database);
    url.setQuery(parameters);
    return QByteArray::fromStdString(
        postJson(url.toString(QUrl::FullyEncoded).toStdString(), {}, statement.toStdString()).body);
}

WebServer ClickHouseServer::asUser(const QString &user, const std::string &password) const
{
    return {QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)), user,
            std::make_shared<const secrets::Secret>(std::string_view(password))};
}

WebServer ClickHouseServer::asReader() const
{
    return asUser(QStringLiteral("reader"), readersPassword);
}

} // namespace gatehouse::test
