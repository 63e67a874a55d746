#pragma once

#include "services/replay/fixture.h"
#include "services/replay/itemresult.h"
#include "services/replay/preparation.h"

#include <QAbstractTableModel>
#include <QMap>
#include <QSortFilterProxyModel>

#include <vector>

namespace gatehouse::replay {

/// The events of a replay, in their order, with what is predicted of each and what became of it.
class ResultModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Type, Id, OutcomeColumn, Expected, Actual, Latency, What, ColumnCount };
    static constexpr int outcomeRole = Qt::UserRole; ///< ItemResult::Outcome as an int

    using QAbstractTableModel::QAbstractTableModel;

    /// In place of what is there; `predictions` has one for each.
    void setEvents(std::vector<Fixture> events, std::vector<Prediction> predictions);
    /// By their positions.
    void take(const QList<ItemResult> &results);

    const Fixture &event(int row) const { return m_events.at(std::size_t(row)); }
    const ItemResult &result(int row) const { return m_results.at(row); }
    const QList<ItemResult> &results() const { return m_results; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString cell(int row, int column) const;

    std::vector<Fixture> m_events;
    std::vector<Prediction> m_predictions;
    QList<ItemResult> m_results;
};

/// Those results that a person wants to see.
class ResultFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Shown { All, Unlike, Refused };

    using QSortFilterProxyModel::QSortFilterProxyModel;
    static bool accepts(Shown shown, ItemResult::Outcome outcome);
    void setShown(Shown shown);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    Shown m_shown = Shown::All;
};

QString outcomeWord(ItemResult::Outcome outcome); ///< "as predicted", for a person
QString predictionWord(Prediction::Kind kind); ///< "accepted", for a person

} // namespace gatehouse::replay
