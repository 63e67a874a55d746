#pragma once

#include <QList>
#include <QString>

class QAction;

namespace gatehouse::ui {

/// A line below a page in the sidebar: that page with a filter that was given a name.
struct ViewEntry
{
    QString id;
    QString pageId; ///< PageEntry::id
    QString title; ///< foreign text
    QList<QAction *> actions; ///< not owned; the first opens it; all of them are its menu
};

} // namespace gatehouse::ui
