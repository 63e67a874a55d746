#include "ui/collection/selectionflow.h"

#include "models/collection/celltext.h"
#include "models/collection/chosenrows.h"
#include "services/core/whendone.h"
#include "ui/collection/collectiontable.h"
#include "ui/collection/noticeboard.h"
#include "ui/collection/rowanchor.h"
#include "ui/collection/rowselection.h"

#include <QAction>

namespace gatehouse::ui {

using collection::Row;
using widgets::NoticeKind;

SelectionFlow::SelectionFlow(const collection::Descriptor &descriptor,
                             std::shared_ptr<collection::Source> source, CollectionTable *table,
                             NoticeBoard *board)
    : m_descriptor(descriptor)
    , m_source(std::move(source))
    , m_table(table)
    , m_board(board)
{
    auto *command = new QAction(tr("Copy the selected rows"), table);
    connect(command, &QAction::triggered, table, &CollectionTable::copySelection);
    table->addAction(command);
    connect(table, &CollectionTable::copied, this, [this](int rows) {
        const QString count = collection::displayLocale().toString(rows);
        m_board->say(NoticeKind::Success,
                     rows == 1 ? tr("Copied the row") : tr("Copied %1 rows").arg(count));
    });
    connect(table, &CollectionTable::copyWanted, this, &SelectionFlow::copy);
    const RowSelection *selection = table->anchor()->selection();
    connect(selection, &RowSelection::changed, this, &SelectionFlow::changed);
    connect(selection, &RowSelection::tooMany, this, [this] {
        const QString most = collection::displayLocale().toString(RowSelection::most);
        m_board->say(NoticeKind::Warning, tr("No more than %1 rows can be selected").arg(most),
                     tr("The selection stays as it was. Export takes all that the filter lets "
                        "through, however many."));
    });
    connect(selection, &RowSelection::rangeLost, this, [this] {
        m_board->say(NoticeKind::Success,
                     tr("The range begins here: its first row is not loaded any more"));
    });
}

SelectionFlow::~SelectionFlow()
{
    m_copying.cancel();
}

std::vector<Uuid> SelectionFlow::ids() const
{
    return m_table->anchor()->selection()->ids();
}

QFuture<Result<std::vector<Row>>> SelectionFlow::rows() const
{
    return collection::readRows(*m_source, m_descriptor, ids());
}

QString SelectionFlow::text() const
{
    const int count = m_table->anchor()->selection()->count();
    if (count < 2)
        return {};
    return tr("%1 selected").arg(collection::displayLocale().toString(count));
}

/// Some of them are not in the window.
void SelectionFlow::copy()
{
    m_copying.cancel();
    m_copying = rows();
    whenDone(m_copying, this, [this](const Result<std::vector<Row>> &rows) {
        if (rows)
            m_table->copy(*rows);
        else if (rows.error().kind != ErrorKind::Cancelled)
            m_board->say(NoticeKind::Error, tr("The rows were not copied"), rows.error().message,
                         errorDetails(rows.error()));
    });
}

} // namespace gatehouse::ui
