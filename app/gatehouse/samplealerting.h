#pragma once

#include <QJsonArray>

namespace gatehouse::app {

/// Budgets and channels as the admin API takes them, to be seen in a picture. The channels lead to
/// nobody and are switched off.
QJsonArray sampleBudgets();
QJsonArray sampleChannels();

} // namespace gatehouse::app
