#include "ui/shell/sidebar.h"

#include "ui/shell/counttext.h"
#include "ui/shell/sidebardelegate.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QStandardItemModel>

#include <algorithm>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

QStandardItem *makeItem(const PageEntry &entry)
{
    auto *item = new QStandardItem(widgets::icon(entry.icon), entry.title);
    item->setData(entry.id, Sidebar::IdRole);
    item->setData(entry.title, Qt::AccessibleTextRole);
    item->setEditable(false);
    return item;
}

QStandardItem *makeViewItem(const ViewEntry &view)
{
    auto *item = new QStandardItem(widgets::visibleText(view.title));
    item->setData(view.pageId, Sidebar::IdRole);
    item->setData(view.id, Sidebar::ViewRole);
    item->setEditable(false);
    return item;
}

QStandardItem *makeHeading(const QString &section)
{
    auto *item = new QStandardItem(section);
    item->setFlags(Qt::NoItemFlags);
    return item;
}

} // namespace

Sidebar::Sidebar(const QList<PageEntry> &pages, QWidget *parent)
    : QTreeView(parent)
    , m_model(new QStandardItemModel(this))
    , m_delegate(new SidebarDelegate(this))
{
    setObjectName(QStringLiteral("sidebar"));
    setAccessibleName(tr("Pages"));
    setFrameShape(QFrame::NoFrame);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setSelectionMode(QAbstractItemView::NoSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::Window);
    setItemDelegate(m_delegate);
    setModel(m_model);
    header()->setMinimumSectionSize(1);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::Fixed);
    addEntries(pages);
    connect(this, &QTreeView::clicked, this, &Sidebar::choose);
    connect(this, &QTreeView::activated, this, &Sidebar::choose);
}

void Sidebar::addEntries(const QList<PageEntry> &pages)
{
    QString section;
    for (const PageEntry &entry : pages) {
        if (entry.section != section) {
            section = entry.section;
            m_model->appendRow(makeHeading(section));
        }
        m_model->appendRow(makeItem(entry));
        if (entry.countIsNews)
            m_newsPages.insert(entry.id);
        if (!entry.duty.isEmpty())
            m_duties.insert(entry.id, entry.duty);
    }
}

void Sidebar::setCount(const QString &id, const PageCount &count)
{
    QStandardItem *item = itemOf(id);
    if (!item)
        return;
    const QString duty = m_duties.value(id);
    const bool isIdle = !duty.isEmpty() && (!count.known || count.rows == 0);
    const QString text = duty.isEmpty() ? shortCount(count) : duty.arg(shortCount(count));
    item->setData(isIdle ? QString() : text, CountRole);
    item->setData(!duty.isEmpty(), DutyRole);
    item->setData(m_newsPages.contains(id) && count.known && count.rows > 0, NewsRole);
    item->setData(item->text() + QStringLiteral(", ") + longCount(count), Qt::AccessibleTextRole);
    updateToolTip(item);
}

void Sidebar::setShown(const QString &id)
{
    m_shown = id;
    updateShown();
}

void Sidebar::setShownView(const QString &viewId)
{
    m_shownView = viewId;
    updateShown();
}

/// Of a view that is open its page is marked, too.
void Sidebar::updateShown()
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        QStandardItem *item = m_model->item(row);
        const QString viewId = item->data(ViewRole).toString();
        const bool isShown =
            item->data(IdRole).toString() == m_shown && (viewId.isEmpty() || viewId == m_shownView);
        item->setData(isShown, ShownRole);
    }
    QStandardItem *item = itemOf(m_shown, m_shownView);
    if (!item || m_narrow)
        item = itemOf(m_shown);
    if (item)
        setCurrentIndex(item->index());
}

void Sidebar::setViews(const QList<ViewEntry> &views)
{
    m_views = views;
    removeViews();
    for (const ViewEntry &view : views) {
        const QStandardItem *page = itemOf(view.pageId);
        if (!page)
            continue;
        int row = page->row() + 1; // behind those that are there
        while (row < m_model->rowCount()
               && !m_model->item(row)->data(ViewRole).toString().isEmpty())
            ++row;
        m_model->insertRow(row, makeViewItem(view));
        setViewCount(view.id, m_viewCounts.value(view.id, {0, true, false}));
    }
    updateHidden();
    updateShown();
}

void Sidebar::removeViews()
{
    for (int row = m_model->rowCount() - 1; row >= 0; --row) {
        if (!m_model->item(row)->data(ViewRole).toString().isEmpty())
            m_model->removeRow(row);
    }
}

/// Nothing is shown until it was counted; then a dash says that it could not be.
void Sidebar::setViewCount(const QString &viewId, const PageCount &count)
{
    m_viewCounts.insert(viewId, count);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        QStandardItem *item = m_model->item(row);
        if (viewId.isEmpty() || item->data(ViewRole).toString() != viewId)
            continue;
        const bool isNew = !count.known && count.reason.isEmpty();
        const QString page = itemOf(item->data(IdRole).toString())->text();
        const QString words = count.known ? longCount(count) : count.reason;
        const QString name = tr("%1, view of %2").arg(item->text(), page);
        item->setData(isNew ? QString() : markedCount(count), CountRole);
        item->setData(isNew ? name : name + QStringLiteral(", ") + longCount(count),
                      Qt::AccessibleTextRole);
        item->setToolTip(widgets::plainToolTip(
            isNew ? item->text() : item->text() + QStringLiteral(": ") + words));
    }
}

const ViewEntry *Sidebar::view(const QModelIndex &index) const
{
    const QString viewId = index.data(ViewRole).toString();
    const auto found = std::find_if(m_views.begin(), m_views.end(), [&](const ViewEntry &entry) {
        return !viewId.isEmpty() && entry.id == viewId;
    });
    return found == m_views.end() ? nullptr : &*found;
}

void Sidebar::choose(const QModelIndex &index)
{
    if (const ViewEntry *entry = view(index))
        entry->actions.constFirst()->trigger();
    else
        emit pageChosen(index.data(IdRole).toString());
}

void Sidebar::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = isByKey ? currentIndex() : indexAt(event->pos());
    const ViewEntry *entry = view(index);
    if (!entry)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("viewMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(entry->actions);
    menu->popup(isByKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

void Sidebar::setNarrow(bool narrow)
{
    m_narrow = narrow;
    m_delegate->setNarrow(narrow);
    setFixedWidth(narrow ? size::sidebarCollapsed : size::sidebar);
    for (int row = 0; row < m_model->rowCount(); ++row)
        updateToolTip(m_model->item(row));
    updateHidden();
    updateShown();
    scheduleDelayedItemsLayout();
}

void Sidebar::updateHidden()
{
    for (int row = 0; row < m_model->rowCount(); ++row)
        setRowHidden(row, {}, m_narrow && !m_model->item(row)->data(ViewRole).toString().isEmpty());
}

void Sidebar::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    // A hidden header gets no resize events, so it cannot stretch its section by itself.
    header()->resizeSection(0, viewport()->width());
}

void Sidebar::updateToolTip(QStandardItem *item) const
{
    if (!item->data(ViewRole).toString().isEmpty())
        return;
    const QString count = item->data(CountRole).toString();
    const QString text =
        count.isEmpty() ? item->text() : item->text() + QStringLiteral(": ") + count;
    item->setToolTip(m_narrow ? text : QString());
}

QStandardItem *Sidebar::itemOf(const QString &id, const QString &viewId) const
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        QStandardItem *item = m_model->item(row);
        if (item->data(IdRole).toString() == id && item->data(ViewRole).toString() == viewId)
            return item;
    }
    return nullptr;
}

} // namespace gatehouse::ui
