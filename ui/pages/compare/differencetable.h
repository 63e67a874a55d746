#pragma once

#include "services/compare/differences.h"
#include "ui/widgets/tableview.h"

class QStandardItemModel;

namespace gatehouse::ui {

/// What two documents have not in common, value by value.
class DifferenceTable final : public widgets::TableView
{
    Q_OBJECT

public:
    explicit DifferenceTable(QWidget *parent = nullptr);

    /// Over the two columns; foreign text.
    void setTitles(const QString &left, const QString &right);
    void setComparison(const compare::Comparison &comparison);
    /// "3 of 41 values differ."
    QString summary() const;
    /// What differs, a line each.
    QString asText() const;

public slots:
    void setShowsAll(bool all); ///< also what is the same

private:
    void fill();

    compare::Comparison m_comparison;
    bool m_showsAll = false;
    QStandardItemModel *m_model;
};

} // namespace gatehouse::ui
