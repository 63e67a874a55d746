#pragma once

#include "models/collection/source.h"

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace gatehouse::collection {

/// Brings what several threads make, numbered slice by numbered slice, into the order of the
/// numbers: what is ahead of its turn is kept, so much of it at most. Thread-safe.
class OrderedOutput
{
public:
    OrderedOutput(ExportSink sink, std::size_t mostKept);

    /// More of a slice, whose thread is one. `text` is taken and left empty. Blocks while it is not
    /// its turn and too much is kept. An error of the sink, or Cancelled after stop().
    Result<> add(std::int64_t slice, std::string &text, qint64 rows);
    /// Nothing more comes of it.
    Result<> finish(std::int64_t slice);
    /// Who waits goes on at once, with an error.
    void stop();
    qint64 rows() const;

private:
    struct Kept
    {
        std::string text;
        qint64 rows = 0;
        bool hasEnded = false;
    };
    using Lock = std::unique_lock<std::mutex>;
    Result<> write(Lock &lock, std::string_view text, qint64 rows);
    Result<> writeKept(Lock &lock, std::int64_t slice);

    ExportSink m_sink;
    const std::size_t m_mostKept;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<std::int64_t, Kept> m_kept;
    std::size_t m_keptBytes = 0;
    std::int64_t m_turn = 0;
    qint64 m_rows = 0;
    bool m_isStopped = false;
};

} // namespace gatehouse::collection
