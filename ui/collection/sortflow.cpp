#include "ui/collection/sortflow.h"

#include "models/collection/celltext.h"
#include "services/core/whendone.h"
#include "ui/collection/noticeboard.h"
#include "ui/collection/pagecommands.h"

namespace gatehouse::ui {

using collection::Sort;
using collection::SortCost;
using widgets::NoticeKind;

SortFlow::SortFlow(const collection::WindowModel &model, std::shared_ptr<collection::Source> source,
                   NoticeBoard *board)
    : m_model(model)
    , m_source(std::move(source))
    , m_board(board)
{
    connect(board, &NoticeBoard::sortConfirmed, this, [this] {
        if (m_asked)
            choose(Sort(*m_asked), true);
    });
    connect(board, &NoticeBoard::sortDeclined, this, &SortFlow::forget);
}

SortFlow::~SortFlow()
{
    m_costing.cancel();
}

void SortFlow::addCommands(PageCommands &commands)
{
    const collection::Descriptor &descriptor = m_model.descriptor();
    if (descriptor.sorts.isEmpty())
        return;
    for (const collection::Column &column : descriptor.columns + descriptor.detailColumns) {
        const bool isOwn = column.name == descriptor.sortColumn;
        const bool isBehind = column.name == descriptor.statusColumn
            && !descriptor.shownStatusColumn.isEmpty(); // its shown one stands for it
        if (isBehind || !descriptor.sortBy(column.name, false))
            continue;
        QAction *command =
            commands.add(isOwn ? tr("Sort by time") : tr("Sort by %1").arg(column.title));
        command->setObjectName(QStringLiteral("sort-") + column.name);
        connect(command, &QAction::triggered, this,
                [this, name = column.name] { sortByColumn(name); });
    }
}

void SortFlow::sortByColumn(const QString &column)
{
    if (const auto sort = m_model.descriptor().nextSort(m_model.sort(), column))
        setSort(*sort);
    else
        m_board->say(NoticeKind::Success, tr("This list cannot be sorted by this column"));
}

/// By its own column a list is read as it stands.
void SortFlow::setSort(const Sort &sort)
{
    m_costing.cancel();
    if (!sort.isByValue())
        choose(sort, false);
    else
        askForCost(sort);
}

void SortFlow::restart(const Sort &sort)
{
    m_costing.cancel();
    choose(sort.isByValue() ? Sort() : sort, false);
    if (sort.isByValue())
        askForCost(sort);
}

Sort SortFlow::wanted() const
{
    return m_wanted.value_or(m_model.sort());
}

void SortFlow::choose(const Sort &sort, bool isCostly)
{
    forget();
    emit chosen(sort, isCostly);
}

void SortFlow::forget()
{
    m_asked.reset();
    m_wanted.reset();
    m_board->askToSort({});
}

void SortFlow::askForCost(const Sort &sort)
{
    m_wanted = sort;
    m_costing = m_source->sortCost(m_model.filter(), sort);
    whenDone(m_costing, this, [this, sort](const Result<SortCost> &cost) {
        if (cost || cost.error().kind != ErrorKind::Cancelled)
            takeCost(sort, cost);
    });
}

void SortFlow::takeCost(const Sort &sort, const Result<SortCost> &cost)
{
    if (!cost) {
        m_wanted.reset();
        return m_board->say(NoticeKind::Error, tr("The list was not sorted"), cost.error().message,
                            errorDetails(cost.error()));
    }
    if (collection::isCheap(*cost))
        choose(sort, false);
    else
        ask(sort, cost->rows);
}

void SortFlow::ask(const Sort &sort, std::optional<qint64> rows)
{
    const collection::Column *column = m_model.descriptor().column(sort.column);
    m_asked = sort;
    m_board->askToSort(
        tr("Sorting by “%1” has no index").arg(column ? column->title : sort.column),
        rows ? tr("The database reads about %1 rows and sorts them, before the first is shown and "
                  "for each further page.")
                   .arg(collection::displayLocale().toString(*rows))
             : tr("The database reads rows and sorts them, before the first is shown and for each "
                  "further page. How many is not known before."));
}

} // namespace gatehouse::ui
