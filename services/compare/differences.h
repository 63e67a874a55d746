#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace gatehouse::compare {

/// One value of two documents.
struct Difference
{
    enum class Kind { Same, Changed, LeftOnly, RightOnly };
    Kind kind = Kind::Same;
    QString path; ///< "data.object.lines[2].id"; of the array on the left, if it has it
    QString left; ///< as JSON writes it; empty where there is none
    QString right;
    bool operator==(const Difference &) const = default;
};

/// Nothing beyond is looked at.
inline constexpr int mostValues = 5000;

struct Comparison
{
    QList<Difference> values; ///< in the order of the left document, what is new behind it
    bool isCut = false; ///< there are more than mostValues
};

/// By structure: the order of members and white space do not count; 1 and 1.0 are the same number.
/// In arrays what is alike at both ends is paired first, then what is left in its order. What is no
/// JSON, or deeper than 64 levels, is one text. `name` stands before every path: "payload".
Comparison compared(const QString &name, const QByteArray &left, const QByteArray &right);

} // namespace gatehouse::compare
