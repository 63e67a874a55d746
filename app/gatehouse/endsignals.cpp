#include "app/gatehouse/endsignals.h"

#include <QCoreApplication>

namespace gatehouse::app {

EndSignals::EndSignals()
{
    sigemptyset(&m_ends);
    sigaddset(&m_ends, SIGTERM);
    sigaddset(&m_ends, SIGINT);
    sigaddset(&m_ends, SIGUSR1); // ours: ends the thread
    pthread_sigmask(SIG_BLOCK, &m_ends, nullptr);
    m_thread = std::thread([ends = m_ends] {
        int number = 0;
        while (sigwait(&ends, &number) == 0 && number != SIGUSR1) {
            QCoreApplication::quit(); // closes the windows, of which one may ask a question instead
            QMetaObject::invokeMethod(
                qApp, [] { QCoreApplication::exit(); }, Qt::QueuedConnection);
        }
    });
}

EndSignals::~EndSignals()
{
    pthread_kill(m_thread.native_handle(), SIGUSR1);
    m_thread.join();
}

} // namespace gatehouse::app
