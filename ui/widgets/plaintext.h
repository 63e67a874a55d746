#pragma once

#include <QByteArrayView>
#include <QString>

namespace gatehouse::widgets {

/// Foreign text for a label: control and bidirectional characters, zero-width characters and lone
/// surrogates become visible marks (‹U+202E›); line feeds and tabs become blanks when `oneLine`;
/// longer than `limit` characters is cut at its end with "… +1,234". Nothing is markup afterwards
/// only if the label is Qt::PlainText: this does not escape.
QString visibleText(QStringView text, qsizetype limit = 2'000, bool oneLine = true);

/// The mark for one code point that must not be shown as it is, or empty. Line feed has none; a
/// byte that was not UTF-8 (see decoded) is ‹\xFF›.
QString visibleMark(char32_t codePoint);

/// UTF-8 to text in which every byte that is not UTF-8 stands as the lone surrogate U+DC00 + byte,
/// so that nothing is lost or guessed. `firstBad` gets the offset of the first such byte, or -1.
QString decoded(QByteArrayView bytes, qsizetype *firstBad = nullptr);

/// A tooltip that shows exactly this text (QToolTip would take "<b>" for markup), made visible and
/// cut.
QString plainToolTip(QStringView text);

} // namespace gatehouse::widgets
