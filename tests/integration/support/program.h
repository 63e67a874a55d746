#pragma once

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace gatehouse::test {

/// The program of this build, "gatehousectl" say. Found beside the test, since a path that were
/// compiled in would keep a fresh clone from using what the compiler's cache has.
QString builtProgram(const QString &name);

/// A program under test with a home of its own, so that no run sees what another left.
class Program
{
public:
    explicit Program(QString executable);
    ~Program(); ///< kills it

    /// Variables on top of the test's own.
    void setVariable(const QString &name, const QString &value);
    void start(const QStringList &arguments);
    /// Waits for a line of standard output that starts so; empty when the program ended or the time
    /// is up.
    QString waitForLine(const QString &start, int milliseconds = 60'000);
    /// Runs it to its end.
    int run(const QStringList &arguments, int milliseconds = 60'000);

    void terminate() { m_process.terminate(); }
    void kill() { m_process.kill(); }
    bool waitForEnd(int milliseconds = 30'000) { return m_process.waitForFinished(milliseconds); }
    int exitCode() const { return m_process.exitCode(); }
    bool endedNormally() const { return m_process.exitStatus() == QProcess::NormalExit; }
    QByteArray output(); ///< standard output that waitForLine() has not taken
    QByteArray errors(); ///< standard error so far
    QString home() const { return m_home.path(); }
    /// Shares the home of another program.
    void setHome(const QString &home);

private:
    QString m_executable;
    QTemporaryDir m_home;
    QProcess m_process;
    QProcessEnvironment m_environment;
    QByteArray m_errors;
};

} // namespace gatehouse::test
