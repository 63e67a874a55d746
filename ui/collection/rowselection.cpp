#include "ui/collection/rowselection.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace gatehouse::ui {

using collection::RowKey;

RowSelection::RowSelection(collection::WindowModel *model, QObject *parent)
    : QItemSelectionModel(model, parent)
    , m_model(model)
{
}

std::vector<Uuid> RowSelection::ids() const
{
    std::vector<RowKey> keys;
    for (const auto &[id, key] : m_keys)
        keys.push_back(key);
    std::sort(keys.begin(), keys.end(), std::greater<>());
    std::vector<Uuid> ids;
    for (const RowKey &key : keys)
        ids.push_back(key.id);
    return ids;
}

void RowSelection::select(const QItemSelection &chosen, SelectionFlags command)
{
    if (m_isShowing)
        return QItemSelectionModel::select(chosen, command);
    if (command == NoUpdate)
        return;
    const bool isRange = command.testFlag(Current) && currentIndex().isValid();
    Keys keys = isRange ? afterRange() : afterChoice(chosen, command);
    if (keys.size() > std::size_t(most)) {
        show();
        emit tooMany();
        return;
    }
    if (!isRange)
        noteStart(chosen, command.testFlag(Clear) ? Keys() : keys);
    m_keys = std::move(keys);
    show();
    emit changed();
}

RowSelection::Keys RowSelection::afterRange()
{
    int start = m_start ? m_model->indexOf(*m_start) : -1;
    if (start < 0) {
        if (m_start)
            emit rangeLost();
        start = currentIndex().row();
        m_start = keyAt(start)->id;
        m_before.clear();
    }
    const int end = currentIndex().row();
    const auto [first, last] = std::minmax(start, end); // refers to both
    Keys keys = m_before;
    for (int row = first; row <= last; ++row)
        keys.emplace(keyAt(row)->id, *keyAt(row));
    return keys;
}

RowSelection::Keys RowSelection::afterChoice(const QItemSelection &chosen, SelectionFlags command)
{
    Keys keys = command.testFlag(Clear) ? Keys() : m_keys;
    for (const QItemSelectionRange &range : chosen) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            const RowKey *key = keyAt(row);
            const bool isOff = command.testFlag(Deselect)
                || (command.testFlag(Toggle) && m_keys.contains(key->id));
            if (isOff)
                keys.erase(key->id);
            else
                keys.emplace(key->id, *key);
        }
    }
    return keys;
}

void RowSelection::noteStart(const QItemSelection &chosen, const Keys &keys)
{
    const bool isOneRow = chosen.size() == 1 && chosen.first().height() == 1;
    m_start = isOneRow ? std::optional(keyAt(chosen.first().top())->id) : std::nullopt;
    m_before = keys;
}

void RowSelection::clear()
{
    if (!m_isShowing) {
        const bool changes = !m_keys.empty();
        m_keys.clear();
        m_before.clear();
        m_start.reset();
        show();
        if (changes)
            emit changed();
    }
    const QScopedValueRollback guard(m_isShowing, true);
    QItemSelectionModel::clear();
}

void RowSelection::reset()
{
    const QScopedValueRollback guard(m_isShowing, true);
    QItemSelectionModel::reset();
}

void RowSelection::giveUp(int first, int last)
{
    const QScopedValueRollback guard(m_isShowing, true);
    const QItemSelection leaving(m_model->index(first, 0),
                                 m_model->index(last, m_model->columnCount() - 1));
    QItemSelectionModel::select(leaving, Deselect);
}

void RowSelection::restore()
{
    if (!m_keys.empty())
        show();
}

/// The base class is brought to what is selected here.
void RowSelection::show()
{
    QItemSelection shown;
    int start = -1;
    for (int row = 0; row <= m_model->rowCount(); ++row) {
        const RowKey *key = keyAt(row);
        const auto held = key ? m_keys.find(key->id) : m_keys.end();
        if (held != m_keys.end()) {
            held->second = *key; // it may have moved
            start = start < 0 ? row : start;
        } else if (start >= 0) {
            shown.select(m_model->index(start, 0),
                         m_model->index(row - 1, m_model->columnCount() - 1));
            start = -1;
        }
    }
    const QScopedValueRollback guard(m_isShowing, true);
    QItemSelectionModel::select(shown, ClearAndSelect);
}

const RowKey *RowSelection::keyAt(int row) const
{
    const collection::Row *found = m_model->rowAt(row);
    return found ? &found->key : nullptr;
}

} // namespace gatehouse::ui
