#pragma once

#include "models/collection/descriptor.h"

/// What the rules and budgets of a gateway found.
namespace gatehouse::alerts {

/// Columns as docs/contract.md has console.alerts.
collection::Descriptor alertCollection();

/// "2.4 %, over 2 %": what was measured, beside what the rule allows; empty where it measures
/// nothing. `unit` is the column's: "%", "ms", "s", "USD", "days" or "".
QString measuredText(const QVariant &value, const QVariant &threshold, const QString &unit);

} // namespace gatehouse::alerts
