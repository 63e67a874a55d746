#pragma once

#include <QJsonArray>
#include <QString>

#include <optional>

namespace gatehouse::ui {

/// A filter of measures as one line: "source = stripe | github; route != x; model ~ mini". ~ is
/// "contains".
QString conditionsText(const QJsonArray &conditions);

/// Back again, as `metrics/query` takes them; nothing where the line cannot be read. An empty line
/// is no condition.
std::optional<QJsonArray> readConditions(const QString &line);

} // namespace gatehouse::ui
