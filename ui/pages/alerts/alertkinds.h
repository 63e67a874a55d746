#pragma once

#include "ui/pages/alerts/entrykind.h"

/// What is edited about alerts, each as docs/contract.md has it.
namespace gatehouse::ui {

EntryKind alertRules();
EntryKind budgets();
/// Whom alerts are told, beside those who look.
EntryKind alertChannels();
/// What AI models cost, by which budgets count.
EntryKind modelPrices();

} // namespace gatehouse::ui
