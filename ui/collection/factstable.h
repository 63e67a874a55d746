#pragma once

#include "ui/widgets/tableview.h"

#include <limits>

class QStandardItemModel;

namespace gatehouse::ui {

/// A few rows of text, all of them shown: no paging, no filter, nothing to act on. What stays the
/// same is not touched, so that a selection lives on. The texts are plain.
class FactsTable : public widgets::TableView
{
    Q_OBJECT

public:
    FactsTable(const QString &name, QWidget *parent);

    /// A status word as it stands in the views, beside its text.
    enum Roles { WordRole = Qt::UserRole + 1 };

    void setHeader(const QStringList &titles);
    /// Which of the columns are numbers: aligned to the end, their titles, too.
    void setNumbers(const QList<int> &columns);
    /// Gives the first columns these widths, or what their titles need; the last one takes the
    /// rest. Without it all are of one width.
    void setWidths(const QList<int> &widths);
    void setFacts(const QList<QStringList> &rows);
    /// Further ones are scrolled to; all are shown without it.
    void setMostRows(int rows);
    /// A column of status words, which setWord() gives their shapes.
    void setStatusColumn(int column);
    void setWord(int row, int column, const QString &word);

private:
    void fit();

    QStandardItemModel *m_model;
    int m_mostRows = std::numeric_limits<int>::max();
};

} // namespace gatehouse::ui
