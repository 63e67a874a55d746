#include "app/gatehousectl/quitonsignal.h"

#include <QCoreApplication>

#include <sys/signalfd.h>
#include <unistd.h>

namespace gatehouse::cli {

QuitOnSignal::QuitOnSignal(int code)
    : m_code(code)
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, &m_before);
    m_descriptor = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, qApp, [this] {
        signalfd_siginfo taken;
        if (read(m_descriptor, &taken, sizeof taken) > 0)
            QCoreApplication::exit(m_code);
    });
}

QuitOnSignal::~QuitOnSignal()
{
    m_notifier.reset();
    close(m_descriptor);
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

} // namespace gatehouse::cli
