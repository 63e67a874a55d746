#pragma once

#include "models/collection/descriptor.h"
#include "services/core/clock.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>
#include <QVariant>

/// How values are written for people. Pure functions; nothing here trusts its text.
namespace gatehouse::collection {

struct TextStyle
{
    Timestamp now; ///< relative times count from here
    QLocale locale;
    QTimeZone zone; ///< of exact times
};

/// Longer cells are cut here, with an ellipsis; the tooltip has more.
constexpr int displayLimit = 200;
/// Longer tooltips are cut here and say how much is missing.
constexpr int toolTipLimit = 1000;

/// Control, bidirectional and invisible characters replaced by something to see: U+202E as
/// ⟨U+202E⟩, a line feed as ⏎, a tab as ⇥. Unpaired surrogates too.
QString visibleText(QStringView text);

/// The cell as shown in a table. NULL is "–" for numbers and times, nothing for text.
QString cellText(CellKind kind, const QVariant &value, const TextStyle &style);

/// What stands behind the cell: the exact time, the whole text ("… 1,787 more characters" when it
/// is very long). Plain text; empty when it would say nothing more than the cell.
QString cellDetail(CellKind kind, const QVariant &value, const TextStyle &style);

/// Plain text as rich text that shows just that: for tooltips, where Qt guesses what it got.
QString escapedToolTip(const QString &plain);

/// "3 s", "2 min", "5 h", "3 d"; "in 27 s" for what is to come.
QString relativeTime(Timestamp then, Timestamp now, const QLocale &locale);
/// How urgent it is: "2 d overdue", "today" (within a day), "in 12 d".
QString dueText(Timestamp due, Timestamp now, const QLocale &locale);
/// "2026-11-17 14:32:07.123 CET"
QString exactTime(const QDateTime &time, const QTimeZone &zone);
/// "226 ms", "3.4 ms", "1.25 s"
QString durationText(double milliseconds, const QLocale &locale);
/// "1.8 kB", a kilobyte being 1000 bytes
QString sizeText(qint64 bytes, const QLocale &locale);
/// "$12.30", "$0.00042": a small amount keeps two digits.
QString dollarText(double amount, const QLocale &locale);

/// The locale of the program; plain English where that is C, which groups no digits.
QLocale displayLocale();

} // namespace gatehouse::collection
