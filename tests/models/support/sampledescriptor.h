#pragma once

#include "models/collection/source.h"

namespace gatehouse::test {

/// A small collection: readColumns() are received_at, id, status, event_type, attempts.
collection::Descriptor sampleDescriptor();

/// Row number `number`: the higher, the newer. Three rows share each moment, so keys tie in the
/// sort column; every fifth is failed.
collection::Row sampleRow(int number);
/// Rows `count - 1` to 0: newest first.
std::vector<collection::Row> sampleRows(int count);

/// `status is <word>`
collection::Filter statusFilter(const QString &word);

constexpr int idCell = 1;
constexpr int statusCell = 2;

} // namespace gatehouse::test
