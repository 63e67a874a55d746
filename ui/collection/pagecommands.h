#pragma once

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QWidget>

namespace gatehouse::ui {

/// What can be done on a page, in the order of its palette. The actions belong to the page.
class PageCommands
{
public:
    explicit PageCommands(QWidget *page)
        : m_page(page)
    {
    }

    const QList<QAction *> &all() const { return m_all; }
    /// A key that the page takes by itself: for the overview of shortcuts alone.
    void addKey(const QString &text, const QKeySequence &keys);
    /// A command; its keys, if it has any, trigger it wherever in the page the focus is.
    QAction *add(const QString &text, const QKeySequence &keys = {});

private:
    QWidget *m_page;
    QList<QAction *> m_all;
};

} // namespace gatehouse::ui
