#include "models/ledger/chaincheck.h"

#include "services/core/whendone.h"

namespace gatehouse::ledger {

ChainCheck::ChainCheck(std::unique_ptr<EntryReader> reader, Pin pin, QObject *parent)
    : QObject(parent)
    , m_reader(std::move(reader))
    , m_walk(std::move(pin))
{
}

ChainCheck::~ChainCheck()
{
    m_reading.cancel();
}

void ChainCheck::start()
{
    readOn();
}

void ChainCheck::stop()
{
    m_isStopped = true;
    m_reading.cancel();
}

void ChainCheck::readOn()
{
    m_reading = m_reader->entriesFrom(m_walk.next());
    whenDone(m_reading, this, [this](const Result<EntryPage> &page) { take(page); });
}

void ChainCheck::take(const Result<EntryPage> &page)
{
    if (m_isStopped)
        return;
    if (!page) {
        emit failed(page.error());
        return;
    }
    for (const Entry &entry : page->entries) {
        if (!m_walk.take(entry))
            break;
    }
    if (page->entries.empty())
        m_walk.finish();
    if (page->entries.empty() || m_walk.report().broken) {
        emit finished(m_walk.report());
        return;
    }
    emit progressed(m_walk.report().entries, page->newest);
    readOn();
}

} // namespace gatehouse::ledger
