#include "ui/collection/rowanchor.h"

#include <QHeaderView>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace gatehouse::ui {

RowAnchor::RowAnchor(QTableView *view, QAbstractItemModel *model, int keyRole)
    : QObject(view)
    , m_view(view)
    , m_model(model)
    , m_keyRole(keyRole)
{
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { giveUpSelection(first, last); });
    view->setModel(model);
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
    connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &RowAnchor::takeCurrent);
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
    m_view->selectionModel()->clear();
    takeCurrent({});
}

void RowAnchor::setCurrentKey(const QString &key)
{
    clear();
    m_key = key;
    restoreSelection();
    emit currentKeyChanged(key);
}

void RowAnchor::giveUpSelection(int first, int last)
{
    const int current = m_view->currentIndex().row();
    if (current < first || current > last)
        return;
    m_lastRow = first;
    const QScopedValueRollback guard(m_isRestoring, true);
    m_view->selectionModel()->clear();
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
    if (m_key.isEmpty() || m_view->currentIndex().isValid())
        return;
    const int row = rowOf(m_key);
    if (row < 0)
        return;
    const QScopedValueRollback guard(m_isRestoring, true);
    m_view->selectionModel()->setCurrentIndex(
        m_model->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void RowAnchor::takeCurrent(const QModelIndex &current)
{
    if (m_isRestoring)
        return;
    const QString key = current.data(m_keyRole).toString();
    if (key == m_key)
        return;
    m_key = key;
    emit currentKeyChanged(key);
}

int RowAnchor::rowOf(const QString &key) const
{
    const QModelIndexList found =
        m_model->match(m_model->index(0, 0), m_keyRole, key, 1, Qt::MatchExactly);
    return found.isEmpty() ? -1 : found.first().row();
}

} // namespace gatehouse::ui
