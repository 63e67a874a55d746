#include "ui/collection/countwatch.h"

#include "services/core/whendone.h"

namespace gatehouse::ui {

CountWatch::CountWatch(std::shared_ptr<collection::Source> source, collection::Filter filter,
                       QObject *parent)
    : QObject(parent)
    , m_source(std::move(source))
    , m_filter(std::move(filter))
{
}

void CountWatch::setFilter(const collection::Filter &filter)
{
    m_filter = filter;
    forget();
    refresh();
}

void CountWatch::stop()
{
    if (m_running.isRunning())
        forget();
}

void CountWatch::forget()
{
    ++m_generation;
    m_running.cancel();
    m_running = {};
    m_again = false;
    m_count = {0, true, false};
    emit counted(m_count);
}

void CountWatch::refresh()
{
    if (m_running.isRunning()) {
        m_again = true;
        return;
    }
    m_running = m_source->count(m_filter);
    whenDone(m_running, this,
             [this, generation = m_generation](const Result<collection::Count> &result) {
                 if (generation == m_generation)
                     take(result);
             });
}

void CountWatch::take(const Result<collection::Count> &result)
{
    m_count = result ? PageCount{result->rows, result->isExact, true}
                     : PageCount{0, true, false, result.error().message};
    emit counted(m_count);
    if (std::exchange(m_again, false))
        refresh();
}

} // namespace gatehouse::ui
