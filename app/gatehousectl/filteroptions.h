#pragma once

#include "app/gatehousectl/invocation.h"
#include "models/collection/filter.h"

namespace gatehouse::cli {

/// An option for each field that a collection filters by: --event-type; of a time or a number it is
/// the least that is meant. May be repeated: any of the values. And --filter, a condition of any
/// kind as the admin API takes it; all of these are meant.
void addFilterOptions(CLI::App &command, const collection::Descriptor &descriptor,
                      Invocation &invocation);

/// --sort and --order, of a list that can be sorted.
void addSortOptions(CLI::App &command, const collection::Descriptor &descriptor,
                    Invocation &invocation);
/// What was given there.
collection::Sort sortOf(const collection::Descriptor &descriptor, const Invocation &invocation);

/// What was given, in the order of the descriptor's fields. Invalid when it cannot be used.
Result<collection::Filter> filterOf(const collection::Descriptor &descriptor,
                                    const Invocation &invocation);
/// Whether it can be.
Result<> checkFilter(const collection::Descriptor &descriptor, const Invocation &invocation);

} // namespace gatehouse::cli
