#include "tests/integration/support/program.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>

namespace gatehouse::test {

QString builtProgram(const QString &name)
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() + QStringLiteral("/../") + name);
}

Program::Program(QString executable)
    : m_executable(std::move(executable))
    , m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const QString &name : m_environment.keys()) {
        if (name.startsWith(QLatin1String("PROVIDER_SECRETS_"))
            || name.startsWith(QLatin1String("GATEHOUSE_"))
            || name.startsWith(QLatin1String("WORDPRESS_"))
            || name == QLatin1String("HMAC_SHARED_SECRET"))
            m_environment.remove(name);
    }
    // As root, Postgres runs as another user, who has to get through.
    QFile::setPermissions(m_home.path(), QFile::permissions(m_home.path()) | QFile::ExeOther);
    setHome(m_home.path());
}

Program::~Program()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

void Program::setVariable(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

void Program::setHome(const QString &home)
{
    m_environment.insert(QStringLiteral("HOME"), home);
    for (const char *name :
         {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"})
        m_environment.insert(QString::fromLatin1(name),
                             home + u'/' + QString::fromLatin1(name).toLower());
}

void Program::start(const QStringList &arguments)
{
    m_process.setProcessEnvironment(m_environment);
    m_process.start(m_executable, arguments);
}

QString Program::waitForLine(const QString &start, int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds);
    while (!deadline.hasExpired()) {
        while (m_process.canReadLine()) {
            const QString line = QString::fromUtf8(m_process.readLine()).trimmed();
            if (line.startsWith(start))
                return line;
        }
        if (m_process.state() == QProcess::NotRunning && !m_process.canReadLine())
            break;
        m_process.waitForReadyRead(int(qMin<qint64>(deadline.remainingTime(), 200)));
    }
    return {};
}

int Program::run(const QStringList &arguments, int milliseconds)
{
    start(arguments);
    return m_process.waitForFinished(milliseconds) ? m_process.exitCode() : -1;
}

QByteArray Program::output()
{
    return m_process.readAllStandardOutput();
}

QByteArray Program::errors()
{
    m_errors += m_process.readAllStandardError();
    return m_errors;
}

} // namespace gatehouse::test
