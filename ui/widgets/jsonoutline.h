#pragma once

#include "ui/widgets/codedocument.h"

#include <QString>

#include <optional>
#include <vector>

namespace gatehouse::widgets {

/// The objects and lists of a document of pretty JSON, by the numbers of its lines. One pass; the
/// document outlives it.
class JsonOutline
{
public:
    explicit JsonOutline(const CodeDocument &document);

    /// The line that ends the object or list which begins in that line; the line itself when none
    /// does.
    quint32 endOf(quint32 line) const { return m_ends[line]; }
    bool opens(quint32 line) const { return m_ends[line] > line; }
    bool isList(quint32 line) const;
    /// How many members the object or list has that begins there.
    int membersOf(quint32 line) const;
    /// The line in which the object or list begins that this line belongs to, also as its end; the
    /// line itself at the top.
    quint32 parentOf(quint32 line) const;

    /// `data.items[2].id`; names that would be read otherwise stand as ["a.b"]. Empty: the whole.
    QString pathOf(quint32 line) const;
    /// The same as a JSON pointer (RFC 6901): `/data/items/2/id`.
    QString pointerOf(quint32 line) const;
    /// Where a JSON pointer leads; of a key that stands twice the last one. Nothing when absent.
    std::optional<quint32> lineOf(const QString &pointer) const;
    /// The JSON that stands there, of an object or list with all its lines; of a text without the
    /// quotes and escapes.
    QString valueOf(quint32 line) const;
    /// `data.items[].id = 5`, as a filter on the payload takes it (services/core/documentpath.h);
    /// empty where no filter says it.
    QString filterOf(quint32 line) const;

private:
    struct Step
    {
        QString name; ///< of a list's member: empty
        int index = -1; ///< of an object's member: none
    };
    QStringView textOf(quint32 line) const;
    QStringView valueText(quint32 line) const;
    bool closes(quint32 line) const;
    std::vector<Step> stepsTo(quint32 line) const;
    Step stepOf(quint32 line, quint32 parent) const;
    QString nameIn(quint32 line) const;
    std::optional<quint32> memberOf(quint32 parent, const QString &token) const;

    const CodeDocument &m_document;
    std::vector<quint32> m_ends;
};

} // namespace gatehouse::widgets
