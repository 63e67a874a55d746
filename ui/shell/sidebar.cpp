#include "ui/shell/sidebar.h"

#include "ui/shell/counttext.h"
#include "ui/shell/sidebardelegate.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QStandardItemModel>

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
    connect(this, &QTreeView::clicked, this,
            [this](const QModelIndex &index) { emit pageChosen(index.data(IdRole).toString()); });
    connect(this, &QTreeView::activated, this,
            [this](const QModelIndex &index) { emit pageChosen(index.data(IdRole).toString()); });
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
    for (int row = 0; row < m_model->rowCount(); ++row) {
        QStandardItem *item = m_model->item(row);
        item->setData(item->data(IdRole).toString() == id, ShownRole);
    }
    if (QStandardItem *item = itemOf(id))
        setCurrentIndex(item->index());
}

void Sidebar::setNarrow(bool narrow)
{
    m_narrow = narrow;
    m_delegate->setNarrow(narrow);
    setFixedWidth(narrow ? size::sidebarCollapsed : size::sidebar);
    for (int row = 0; row < m_model->rowCount(); ++row)
        updateToolTip(m_model->item(row));
    scheduleDelayedItemsLayout();
}

void Sidebar::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    // A hidden header gets no resize events, so it cannot stretch its section by itself.
    header()->resizeSection(0, viewport()->width());
}

void Sidebar::updateToolTip(QStandardItem *item) const
{
    const QString count = item->data(CountRole).toString();
    const QString text =
        count.isEmpty() ? item->text() : item->text() + QStringLiteral(": ") + count;
    item->setToolTip(m_narrow ? text : QString());
}

QStandardItem *Sidebar::itemOf(const QString &id) const
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->item(row)->data(IdRole).toString() == id)
            return m_model->item(row);
    }
    return nullptr;
}

} // namespace gatehouse::ui
