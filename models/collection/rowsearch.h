#pragma once

#include "models/collection/source.h"
#include "services/core/result.h"
#include "services/postgres/session.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

/// Reading with a filter that no index serves. Only for rooms that link services/postgres.
namespace gatehouse::collection {

/// How many rows a slice looks at; kept from page to page of one filter, since it depends on what
/// they cost. Of one thread.
class SearchPace
{
public:
    /// Of less than `fewestLikely` rows the end is counted, never guessed.
    explicit SearchPace(std::int64_t fewestLikely = 20'000)
        : m_fewestLikely(fewestLikely)
    {
    }
    std::int64_t rows() const { return m_rows; }
    /// Begins anew for another filter: where many rows fit, few are to be looked at.
    void begin(const Filter &filter);
    /// How long a stretch of the list has so many rows, if it goes on as in the last slice;
    /// nothing: they are to be counted.
    std::optional<std::chrono::microseconds> stretch() const;
    /// What the last slice was: so many rows, of so long a stretch. The next one is to take about
    /// 150 ms.
    void took(std::chrono::milliseconds time, std::int64_t rows, std::chrono::microseconds stretch);

private:
    static constexpr std::int64_t firstRows = 2000;
    std::int64_t m_fewestLikely;
    Filter m_filter;
    std::int64_t m_rows = firstRows;
    std::optional<double> m_microsecondsPerRow;
};

/// Reads a page slice by slice of the list, each of so many rows whether they fit the filter or
/// not, until it is full, the list's end is there or the time is over (a quarter of it once there
/// is something to show); then Page::reached says where to go on. `read` turns a statement into
/// rows as they are to be shown. Blocks.
Result<Page> searchPage(
    postgres::Session &session, const Descriptor &descriptor, const PageRequest &request,
    SearchPace &pace, std::chrono::milliseconds budget,
    const std::function<Result<std::vector<Row>>(const postgres::Statement &)> &read);

} // namespace gatehouse::collection
