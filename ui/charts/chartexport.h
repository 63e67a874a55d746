#pragma once

#include "services/core/result.h"
#include "ui/charts/chartdata.h"

#include <functional>

class QIODevice;
class QSize;
class QWidget;

namespace gatehouse::charts {

enum class ChartFormat { Png, Svg, Csv };

/// "png", "svg", "csv": of file names.
QString formatName(ChartFormat format);
/// By the end of a file's name; nothing for any other.
std::optional<ChartFormat> formatOf(const QString &fileName);

/// The numbers of a chart as they are, not rounded: one row a bucket and series (`from`, `until`,
/// `series`, `value`, `unit`, `partial`) with an empty value where nothing was measured; of a heat
/// map one a cell that is not empty (`from`, `until`, `value_from`, `value_until`, `count`,
/// `partial`). Times are RFC 3339 in UTC; no spreadsheet takes a name for a formula.
QByteArray chartCsv(const ChartDescriptor &descriptor, const ChartData &data);

/// The widget as it is on the screen, in pixels (twice as many) or in shapes.
QByteArray widgetPng(QWidget &widget);
QByteArray widgetSvg(QWidget &widget, const QString &title, const QString &description);

/// Asks where to, beginning with that name, whose end is the file's; `save` gets what was chosen
/// while the parent lives.
void askForFile(QWidget *parent, const QString &objectName, const QString &title,
                const QString &name, const std::function<void(const QString &fileName)> &save);

/// Replaces the file only once all is written. Unavailable, with the reason, when it cannot be.
Result<> writeFile(const QString &fileName, const QByteArray &content);

} // namespace gatehouse::charts
