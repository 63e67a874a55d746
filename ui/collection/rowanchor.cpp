#include "ui/collection/rowanchor.h"

#include "models/collection/windowmodel.h"
#include "ui/collection/rowselection.h"

#include <QHeaderView>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <memory>
#include <utility>

namespace gatehouse::ui {

using collection::WindowModel;

RowAnchor::RowAnchor(QTableView *view, WindowModel *model)
    : QObject(view)
    , m_view(view)
    , m_model(model)
{
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { giveUpSelection(first, last); });
    m_selection = new RowSelection(model, this);
    view->setModel(model);
    const std::unique_ptr<QItemSelectionModel> own(view->selectionModel());
    view->setSelectionModel(m_selection);
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                keepHeight(first, first - last - 1);
                restoreSelection();
            });
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                keepHeight(first, last - first + 1);
                restoreSelection();
            });
    connect(model, &QAbstractItemModel::modelReset, this, &RowAnchor::restoreSelection);
    connect(m_selection, &QItemSelectionModel::currentChanged, this, &RowAnchor::takeCurrent);
}

bool RowAnchor::isCurrentInModel() const
{
    return m_view->currentIndex().isValid();
}

int RowAnchor::currentRow() const
{
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? current.row() : m_lastRow;
}

void RowAnchor::clear()
{
    m_selection->clear();
    takeCurrent({});
}

void RowAnchor::leave()
{
    if (m_selection->count() < 2)
        return clear();
    m_selection->clearCurrentIndex();
    takeCurrent({});
}

void RowAnchor::setCurrentKey(const QString &key)
{
    clear();
    m_key = key;
    m_selectsCurrent = true;
    restoreSelection();
    emit currentKeyChanged(key);
}

void RowAnchor::giveUpSelection(int first, int last)
{
    m_selection->giveUp(first, last);
    const int current = m_view->currentIndex().row();
    if (current < first || current > last)
        return;
    m_lastRow = first;
    const QScopedValueRollback guard(m_isRestoring, true);
    m_selection->clearCurrentIndex();
}

void RowAnchor::keepHeight(int first, int count)
{
    if (count == m_model->rowCount())
        return; // there was nothing to hold on to
    QScrollBar *bar = m_view->verticalScrollBar();
    const int height = m_view->verticalHeader()->defaultSectionSize();
    const bool isAbove = first * height < bar->value() || (first == 0 && count > 0);
    if (!isAbove || (m_followTop && bar->value() == 0))
        return;
    const int value = bar->value() + count * height;
    bar->setMaximum(std::max(0, bar->maximum() + count * height));
    bar->setValue(std::max(0, value));
}

void RowAnchor::restoreSelection()
{
    m_selection->restore();
    if (m_key.isEmpty() || m_view->currentIndex().isValid())
        return;
    const int row = rowOf(m_key);
    if (row < 0)
        return;
    const QScopedValueRollback guard(m_isRestoring, true);
    m_selection->setCurrentIndex(m_model->index(row, 0), QItemSelectionModel::NoUpdate);
    if (std::exchange(m_selectsCurrent, false))
        m_selection->select(m_model->index(row, 0), QItemSelectionModel::ClearAndSelect);
}

void RowAnchor::takeCurrent(const QModelIndex &current)
{
    if (m_isRestoring)
        return;
    const QString key = current.data(WindowModel::KeyRole).toString();
    if (key == m_key)
        return;
    m_key = key;
    m_selectsCurrent = false;
    emit currentKeyChanged(key);
}

int RowAnchor::rowOf(const QString &key) const
{
    const auto id = Uuid::parse(key.toStdString());
    return id ? m_model->indexOf(*id) : -1;
}

} // namespace gatehouse::ui
