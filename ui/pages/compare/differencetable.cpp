#include "ui/pages/compare/differencetable.h"

#include "models/collection/celltext.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QStandardItemModel>

#include <algorithm>

namespace gatehouse::ui {

using compare::Difference;
using Kind = Difference::Kind;

namespace {

enum CompareColumn { What, Left, Right, CompareColumnCount };

constexpr int kindRole = Qt::UserRole;
constexpr int leastWhere = 120, mostWhere = 300; ///< pixels

QStandardItem *compareCell(const QString &text, Kind kind)
{
    auto *item = new QStandardItem(collection::visibleText(text.left(collection::displayLimit)));
    item->setToolTip(
        collection::escapedToolTip(collection::visibleText(text.left(collection::toolTipLimit))));
    item->setData(int(kind), kindRole);
    item->setEditable(false);
    return item;
}

QString kindWord(Kind kind)
{
    switch (kind) {
    case Kind::Same:
        return DifferenceTable::tr("same");
    case Kind::Changed:
        return DifferenceTable::tr("changed");
    case Kind::LeftOnly:
        return DifferenceTable::tr("only on the left");
    case Kind::RightOnly:
        return DifferenceTable::tr("only on the right");
    }
    return {};
}

/// What is the same steps back; a difference is nothing bad, so it has no sign of a failure. It is
/// not told by colour alone: a cell's tool tip has the word, and "=" stands before what is the
/// same.
class WhereDelegate final : public widgets::RowDelegate
{
public:
    using RowDelegate::RowDelegate;

protected:
    void adjust(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        RowDelegate::adjust(option, index);
        if (Kind(index.data(kindRole).toInt()) == Kind::Same)
            option->palette.setColor(QPalette::Text, widgets::Theme::of(option->palette).textMuted);
    }
};

} // namespace

DifferenceTable::DifferenceTable(QWidget *parent)
    : widgets::TableView(parent)
    , m_model(new QStandardItemModel(0, CompareColumnCount, this))
{
    setAccessibleName(tr("What differs"));
    setFrameShape(QFrame::StyledPanel);
    setModel(m_model);
    setPlaceholder(tr("Both are the same."));
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setSectionResizeMode(What, QHeaderView::Interactive);
    setItemDelegateForColumn(What, new WhereDelegate(this));
    auto *mono = new widgets::MonoDelegate(this);
    setItemDelegateForColumn(Left, mono);
    setItemDelegateForColumn(Right, mono);
}

void DifferenceTable::setTitles(const QString &left, const QString &right)
{
    m_model->setHorizontalHeaderLabels(
        {tr("Where"), collection::visibleText(left), collection::visibleText(right)});
    for (const auto &[column, title] : {std::pair(Left, left), std::pair(Right, right)})
        m_model->horizontalHeaderItem(column)->setToolTip(
            collection::escapedToolTip(collection::visibleText(title)));
}

void DifferenceTable::setComparison(const compare::Comparison &comparison)
{
    m_comparison = comparison;
    fill();
}

void DifferenceTable::setShowsAll(bool all)
{
    m_showsAll = all;
    fill();
}

void DifferenceTable::fill()
{
    m_model->removeRows(0, m_model->rowCount());
    for (const Difference &value : std::as_const(m_comparison.values)) {
        if (value.kind == Kind::Same && !m_showsAll)
            continue;
        QStandardItem *what = compareCell(
            value.kind == Kind::Same ? QStringLiteral("= ") + value.path : value.path, value.kind);
        what->setToolTip(collection::escapedToolTip(
            collection::visibleText(value.path.left(collection::toolTipLimit) + QStringLiteral(": ")
                                    + kindWord(value.kind))));
        what->setData(value.path + QStringLiteral(", ") + kindWord(value.kind),
                      Qt::AccessibleTextRole);
        m_model->appendRow(
            {what, compareCell(value.left, value.kind), compareCell(value.right, value.kind)});
    }
    // The values get what the paths do not need.
    horizontalHeader()->resizeSection(What,
                                      std::clamp(sizeHintForColumn(What), leastWhere, mostWhere));
}

QString DifferenceTable::summary() const
{
    const auto &values = m_comparison.values;
    const auto different = std::count_if(values.begin(), values.end(), [](const Difference &value) {
        return value.kind != Kind::Same;
    });
    const QLocale locale = collection::displayLocale();
    QString text = tr("%1 of %2 values differ.")
                       .arg(locale.toString(different), locale.toString(values.size()));
    if (m_comparison.isCut)
        text += u' ' + tr("There are more values, which were not compared.");
    return text;
}

QString DifferenceTable::asText() const
{
    QString text;
    for (const Difference &value : m_comparison.values) {
        if (value.kind != Kind::Same)
            text += QStringLiteral("%1 (%2): %3 | %4\n")
                        .arg(value.path, kindWord(value.kind), value.left, value.right);
    }
    return text;
}

} // namespace gatehouse::ui
