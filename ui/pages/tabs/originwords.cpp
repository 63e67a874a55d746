#include "ui/pages/tabs/originwords.h"

#include "ui/widgets/plaintext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using gateway::FieldOrigin;
using gateway::FieldOrigins;

namespace {

constexpr qsizetype longestPlace = 200;
constexpr std::array gatewaysOwn{"/event_id"_L1, "/source"_L1, "/tenant_id"_L1};

struct OriginWords
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::OriginWords)
};

QString shownPlace(const QString &pointer)
{
    return widgets::visibleText(pointer, longestPlace);
}

/// "/data/object/id, the header X-Topic"
QString sourcesText(const FieldOrigins &origins, const FieldOrigin &origin, const QString &pointer)
{
    QStringList sources;
    for (const QString &place : originPointers(origins, pointer))
        sources += place.isEmpty() ? OriginWords::tr("the whole event") : shownPlace(place);
    for (const std::string &header : origin.headers)
        sources += OriginWords::tr("the header %1").arg(QString::fromStdString(header));
    return sources.join(u", "_s);
}

QString sentence(const FieldOrigins &origins, const FieldOrigin &origin, const QString &pointer)
{
    const QString field = shownPlace(pointer);
    if (!origin.isFound && origin.lines.empty())
        return OriginWords::tr("%1 is null: the mapping names no place for it.").arg(field);
    if (!origin.isFound)
        return OriginWords::tr("%1 is null: the event has nothing at the places that are named.")
            .arg(field);
    const QString sources = sourcesText(origins, origin, pointer);
    return sources.isEmpty() ? OriginWords::tr("%1 is the mapping's own word.").arg(field)
                             : OriginWords::tr("%1 comes from %2.").arg(field, sources);
}

} // namespace

QString originText(const FieldOrigins &origins, const QString &pointer)
{
    if (std::find(gatewaysOwn.begin(), gatewaysOwn.end(), pointer) != gatewaysOwn.end())
        return OriginWords::tr("%1 is the gateway's own, of no mapping.").arg(pointer);
    const FieldOrigin *origin = originOf(origins, pointer.toStdString());
    if (!origin)
        return OriginWords::tr("Select a field to see where it came from.");
    QStringList lines{sentence(origins, *origin, pointer)};
    for (const gateway::MappingLine &line : origin->lines)
        lines += u"%1:%2  %3"_s.arg(QString::fromStdString(origins.file))
                     .arg(line.number)
                     .arg(QString::fromStdString(line.text));
    return lines.join(u'\n');
}

QStringList originPointers(const FieldOrigins &origins, const QString &pointer)
{
    const FieldOrigin *origin = originOf(origins, pointer.toStdString());
    if (!origin)
        return {};
    const QString inside = pointer.mid(qsizetype(origin->field.size()));
    QStringList pointers;
    for (const std::string &place : origin->pointers)
        pointers += QString::fromStdString(place) + inside;
    return pointers;
}

} // namespace gatehouse::ui
