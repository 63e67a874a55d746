#include "models/views/savedviews.h"

#include "models/collection/filtertext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

namespace gatehouse::views {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostViews = 100;
constexpr qsizetype longestList = 4'000'000; ///< characters; as a file, more than people write

QString listKey()
{
    return u"views/list"_s;
}

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QJsonObject toJson(const SavedView &view)
{
    QJsonObject json{{u"id"_s, view.id},
                     {u"collection"_s, view.collection},
                     {u"name"_s, view.name},
                     {u"filter"_s, collection::toJson(view.filter)}};
    if (!view.sort.isOwn())
        json[u"sort"_s] =
            QJsonObject{{u"column"_s, view.sort.column}, {u"ascending"_s, view.sort.ascending}};
    return json;
}

/// Nothing for what cannot be read, of a later version perhaps.
std::optional<SavedView> viewFromJson(const QJsonObject &json)
{
    const auto filter = collection::filterFromJson(json["filter"_L1].toObject());
    SavedView view{json["id"_L1].toString(),
                   json["collection"_L1].toString(),
                   viewName(json["name"_L1].toString()),
                   {}};
    if (!filter || view.id.isEmpty() || view.collection.isEmpty() || view.name.isEmpty()
        || view.name.size() > SavedViews::longestName)
        return std::nullopt;
    view.filter = *filter;
    const QJsonObject sort = json["sort"_L1].toObject();
    view.sort = {sort["column"_L1].toString(), sort["ascending"_L1].toBool()};
    return view;
}

} // namespace

QString viewName(const QString &typed)
{
    return typed.simplified();
}

SavedViews::SavedViews(QSettings &settings, const QList<SavedView> &first, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    if (m_settings.contains(listKey())) {
        load();
        return;
    }
    m_views = first;
    for (SavedView &view : m_views)
        view.id = newId();
    save();
}

void SavedViews::load()
{
    m_views.clear();
    m_unread = {};
    const QString text = m_settings.value(listKey()).toString();
    if (text.size() > longestList)
        return;
    const QJsonArray list = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const auto &entry : list) {
        const auto view = viewFromJson(entry.toObject());
        if (!view || m_views.size() >= mostViews)
            m_unread.append(entry);
        else if (!find(view->id))
            m_views += *view;
    }
}

void SavedViews::save()
{
    QJsonArray list;
    for (const SavedView &view : std::as_const(m_views))
        list += toJson(view);
    for (const auto &entry : std::as_const(m_unread))
        list += entry;
    m_settings.setValue(listKey(),
                        QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact)));
    m_settings.sync();
    emit changed();
}

const SavedView *SavedViews::find(const QString &id) const
{
    const auto found = std::find_if(m_views.begin(), m_views.end(),
                                    [&](const SavedView &view) { return view.id == id; });
    return found == m_views.end() ? nullptr : &*found;
}

const SavedView *SavedViews::find(const QString &collection, const collection::Filter &filter,
                                  const collection::Sort &sort) const
{
    const auto found = std::find_if(m_views.begin(), m_views.end(), [&](const SavedView &view) {
        return view.collection == collection && view.filter == filter && view.sort == sort;
    });
    return found == m_views.end() ? nullptr : &*found;
}

SavedView *SavedViews::findAgain(const QString &id)
{
    m_settings.sync();
    load();
    const auto found = std::find_if(m_views.begin(), m_views.end(),
                                    [&](const SavedView &view) { return view.id == id; });
    return found == m_views.end() ? nullptr : &*found;
}

Result<> SavedViews::checkName(const QString &collection, const QString &name,
                               const QString &except) const
{
    const QString kept = viewName(name);
    if (kept.isEmpty())
        return failure(ErrorKind::Invalid, tr("Give the view a name."));
    if (kept.size() > longestName)
        return failure(ErrorKind::Invalid,
                       tr("The name is too long: it may have %1 characters.").arg(longestName));
    const bool isTaken = std::any_of(m_views.begin(), m_views.end(), [&](const SavedView &view) {
        return view.collection == collection && view.id != except
            && view.name.compare(kept, Qt::CaseInsensitive) == 0;
    });
    if (isTaken)
        return failure(ErrorKind::Invalid, tr("There is a view of that name. Take another one."));
    return {};
}

Result<QString> SavedViews::add(const QString &collection, const QString &name,
                                const collection::Filter &filter, const collection::Sort &sort)
{
    m_settings.sync();
    load();
    if (const auto valid = checkName(collection, name); !valid)
        return failure(valid.error());
    if (m_views.size() >= mostViews)
        return failure(ErrorKind::Invalid,
                       tr("There are %1 views already. Delete one first.").arg(mostViews));
    if (!filter.isBounded())
        return failure(ErrorKind::Invalid,
                       tr("The filter is too large to be kept. Take some values out."));
    m_views += SavedView{newId(), collection, viewName(name), filter, sort};
    const QString id = m_views.constLast().id;
    save();
    return id;
}

Result<> SavedViews::rename(const QString &id, const QString &name)
{
    SavedView *view = findAgain(id);
    if (!view)
        return failure(ErrorKind::NotFound, tr("This view has been deleted."));
    if (const auto valid = checkName(view->collection, name, id); !valid)
        return valid;
    view->name = viewName(name);
    save();
    return {};
}

void SavedViews::update(const QString &id, const collection::Filter &filter,
                        const collection::Sort &sort)
{
    SavedView *view = findAgain(id);
    if (view && filter.isBounded()) {
        view->filter = filter;
        view->sort = sort;
    }
    save();
}

void SavedViews::remove(const QString &id)
{
    findAgain(id);
    m_views.removeIf([&](const SavedView &view) { return view.id == id; });
    save();
}

void SavedViews::move(const QString &id, int places)
{
    const SavedView *view = findAgain(id);
    if (!view)
        return save();
    QList<qsizetype> own;
    for (qsizetype at = 0; at < m_views.size(); ++at) {
        if (m_views.at(at).collection == view->collection)
            own += at;
    }
    const qsizetype from = own.indexOf(view - m_views.constData());
    const qsizetype to = std::clamp<qsizetype>(from + places, 0, own.size() - 1);
    m_views.move(own.at(from), own.at(to));
    save();
}

} // namespace gatehouse::views
