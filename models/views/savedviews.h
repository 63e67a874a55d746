#pragma once

#include "models/collection/filter.h"
#include "services/core/result.h"

#include <QJsonArray>
#include <QList>
#include <QObject>
#include <QSettings>
#include <QString>

namespace gatehouse::views {

/// A filter, and an order, that were given a name.
struct SavedView
{
    QString id; ///< random; stays when the name changes
    QString collection; ///< Descriptor::id
    QString name; ///< unique within the collection, upper and lower case alike
    collection::Filter filter;
    collection::Sort sort = {};
    bool operator==(const SavedView &) const = default;
};

/// A person's views, in their order, in the settings: the same whatever gateway is looked at. What
/// another window has saved meanwhile is read before each change. In the GUI thread.
class SavedViews : public QObject
{
    Q_OBJECT

public:
    static constexpr int longestName = 60;

    /// `first` come along when these settings never had views; deleted, they stay away. Their ids
    /// are made here. `settings` outlives it.
    SavedViews(QSettings &settings, const QList<SavedView> &first, QObject *parent = nullptr);

    const QList<SavedView> &views() const { return m_views; }
    /// nullptr when there is none (any more).
    const SavedView *find(const QString &id) const;
    /// The first of that collection whose filter and order these are; nullptr when there is none.
    const SavedView *find(const QString &collection, const collection::Filter &filter,
                          const collection::Sort &sort = {}) const;

    /// Why a view of `collection` cannot bear that name: none, too long, or taken by another than
    /// `except`.
    Result<> checkName(const QString &collection, const QString &name,
                       const QString &except = {}) const;

    /// Puts it behind the others; gives its id. Invalid for a name or filter that cannot be kept,
    /// or when there are too many.
    Result<QString> add(const QString &collection, const QString &name,
                        const collection::Filter &filter, const collection::Sort &sort = {});
    Result<> rename(const QString &id, const QString &name);
    void update(const QString &id, const collection::Filter &filter,
                const collection::Sort &sort = {});
    void remove(const QString &id);
    /// Past so many of its collection's views, up (negative) or down, as far as there are any.
    void move(const QString &id, int places);

signals:
    void changed();

private:
    void load();
    void save();
    SavedView *findAgain(const QString &id);

    QSettings &m_settings;
    QList<SavedView> m_views;
    QJsonArray m_unread; ///< kept as it is stored
};

/// What a name becomes: no line breaks, no space around it or twice within.
QString viewName(const QString &typed);

} // namespace gatehouse::views
