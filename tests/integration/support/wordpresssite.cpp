#include "tests/integration/support/wordpresssite.h"

#include "services/core/hex.h"
#include "services/signing/digest.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <pwd.h>
#include <unistd.h>

namespace gatehouse::test {

namespace {

constexpr int startTime = 120'000;

QByteArray readFile(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool isInstalled(const QString &program)
{
    return !QStandardPaths::findExecutable(program).isEmpty()
        || !QStandardPaths::findExecutable(program, {QStringLiteral("/usr/sbin")}).isEmpty();
}

QByteArray outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished();
    const QByteArray errors = process.readAllStandardError();
    return process.exitCode() == 0 ? process.readAllStandardOutput() : errors;
}

} // namespace

WordpressSite::~WordpressSite()
{
    m_script.terminate();
    m_script.waitForEnd();
}

QString WordpressSite::whatIsMissing()
{
    QStringList missing;
    for (const char *program : {"php", "mariadbd", "mariadb", "curl", "openssl"}) {
        if (!isInstalled(QString::fromLatin1(program)))
            missing += QString::fromLatin1(program);
    }
    const QString wordpress = QStringLiteral("/usr/share/wordpress/wp-settings.php");
    if (!QFileInfo::exists(wordpress))
        missing += wordpress;
    return missing.join(QStringLiteral(", "));
}

QString WordpressSite::sources()
{
    return QStringLiteral(WORDPRESS_SOURCES);
}

bool WordpressSite::start()
{
    m_script.start({sources() + QStringLiteral("/run.sh")});
    const auto valueOf = [this](const QString &name) {
        return m_script.waitForLine(name + u' ', startTime).section(u' ', -1);
    };
    m_url = valueOf(QStringLiteral("site")).remove(QStringLiteral("/wp-admin/"));
    m_folder = valueOf(QStringLiteral("folder"));
    return !m_script.waitForLine(QStringLiteral("ready"), startTime).isEmpty() && readVariables();
}

bool WordpressSite::readVariables()
{
    for (const QByteArray &line : readFile(environmentFile()).split('\n')) {
        const auto equals = line.indexOf('=');
        if (equals > 0)
            m_variables.insert(QString::fromUtf8(line.left(equals)),
                               line.mid(equals + 1).toStdString());
    }
    m_constants = readFile(m_folder + QStringLiteral("/keys/constants.php"));
    return !m_variables.isEmpty() && !m_constants.isEmpty();
}

void WordpressSite::setConstants(const std::map<QString, QString> &constants)
{
    QByteArray text = "<?php\n";
    for (const auto &[name, value] : constants)
        text += "define( 'AI_GUY_GATEWAY_" + name.toUtf8() + "', '" + value.toUtf8() + "' );\n";
    for (const QByteArray &line : m_constants.split('\n')) {
        const QString name = QString::fromUtf8(line).section(u'\'', 1, 1);
        const bool isReplaced =
            constants.count(QString(name).remove(QStringLiteral("AI_GUY_GATEWAY_"))) != 0;
        if (line.startsWith("define(") && !isReplaced)
            text += line + '\n';
    }
    // One write of one small file: no request reads half of it.
    QFile file(m_folder + QStringLiteral("/keys/constants.php"));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || file.write(text) != text.size())
        qFatal("The site's constants could not be written.");
}

QByteArray WordpressSite::query(const QString &sql) const
{
    const QString text =
        QString(sql).replace(QStringLiteral("{}"), QStringLiteral("wp_ai_guy_gateway_"));
    return outputOf(
               QStringLiteral("mariadb"),
               {QStringLiteral("--no-defaults"),
                QStringLiteral("--socket=%1/mariadb.sock").arg(m_folder),
                QStringLiteral("--user=") + QString::fromLocal8Bit(getpwuid(geteuid())->pw_name),
                QStringLiteral("--batch"), QStringLiteral("--skip-column-names"),
                QStringLiteral("wordpress"), QStringLiteral("--execute=") + text})
        .trimmed();
}

QByteArray WordpressSite::run(const QString &php) const
{
    return runPhp({QStringLiteral("-d"), QStringLiteral("display_errors=stderr"),
                   QStringLiteral("-r"),
                   QStringLiteral("require '%1/site/wp-load.php'; %2").arg(m_folder, php)});
}

Answer WordpressSite::deliver(const std::string &route, const std::string &key,
                              const std::string &body, const std::string &secret) const
{
    const std::string used =
        secret.empty() ? variable(QStringLiteral("HMAC_SHARED_SECRET")) : secret;
    const auto credentials =
        QByteArray::fromStdString(variable(QStringLiteral("WORDPRESS_TOKEN"))).toBase64();
    return postJson(url() + "/wp-json/ai-guy/v1/" + route,
                    {{"Authorization", "Basic " + credentials.toStdString()},
                     {"Idempotency-Key", key},
                     {"X-Signature", "sha256=" + toHex(asBytes(signing::hmacSha256(used, body)))}},
                    body);
}

QByteArray runPhp(const QStringList &arguments)
{
    return outputOf(QStringLiteral("php"), arguments);
}

} // namespace gatehouse::test
