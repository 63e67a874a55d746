#pragma once

#include "models/ledger/entryreader.h"

#include <QObject>

namespace gatehouse::ledger {

/// Walks the chain of a ledger of any length, page by page, without blocking. What is appended
/// meanwhile is checked, too.
class ChainCheck : public QObject
{
    Q_OBJECT

public:
    ChainCheck(std::unique_ptr<EntryReader> reader, Pin pin, QObject *parent = nullptr);
    ~ChainCheck() override; ///< stops

    void start(); ///< once
    /// Nothing is told any more.
    void stop();

signals:
    /// `newest` as in EntryPage.
    void progressed(qint64 entries, qint64 newest);
    void finished(const gatehouse::ledger::Report &report);
    /// It cannot be read.
    void failed(const gatehouse::Error &error);

private:
    void readOn();
    void take(const Result<EntryPage> &page);

    std::unique_ptr<EntryReader> m_reader;
    ChainWalk m_walk;
    QFuture<Result<EntryPage>> m_reading;
    bool m_isStopped = false;
};

} // namespace gatehouse::ledger
