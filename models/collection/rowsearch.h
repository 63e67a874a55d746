#pragma once

#include "models/collection/source.h"
#include "services/core/result.h"
#include "services/postgres/session.h"

#include <chrono>
#include <functional>
#include <memory>

/// Reading with a filter that no index serves. Only for rooms that link services/postgres.
namespace gatehouse::collection {

/// How many rows a slice looks at; kept from page to page of one filter, since it depends on what
/// they cost. Of one thread.
class SearchPace
{
public:
    std::int64_t rows() const { return m_rows; }
    /// Begins anew for another filter: where many rows fit, few are to be looked at.
    void begin(const Filter &filter);
    /// The next slice is to take about 150 ms.
    void took(std::chrono::milliseconds time);

private:
    static constexpr std::int64_t firstRows = 2000;
    Filter m_filter;
    std::int64_t m_rows = firstRows;
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
