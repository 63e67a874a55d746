#include "ui/collection/currentrow.h"

#include "models/collection/windowmodel.h"
#include "services/core/whendone.h"
#include "ui/collection/collectiontable.h"
#include "ui/collection/detailheader.h"
#include "ui/collection/detailpane.h"
#include "ui/collection/rowanchor.h"

#include <utility>

namespace gatehouse::ui {

using collection::Row;

CurrentRow::CurrentRow(collection::WindowModel *model, std::shared_ptr<collection::Source> source,
                       CollectionTable *table, QWidget *list, DetailPane *detail)
    : m_model(model)
    , m_source(std::move(source))
    , m_table(table)
    , m_list(list)
    , m_detail(detail)
{
    connect(table->anchor(), &RowAnchor::currentKeyChanged, this, &CurrentRow::update);
    connect(table, &CollectionTable::opened, this, [this] { setAlone(true); });
    connect(detail, &DetailPane::nextRequested, this, [this] { m_table->moveBy(1); });
    connect(detail, &DetailPane::closeRequested, table->anchor(), &RowAnchor::clear);
    connect(detail->header(), &DetailHeader::aloneToggled, this, &CurrentRow::setAlone);
}

CurrentRow::~CurrentRow()
{
    m_looking.cancel();
}

void CurrentRow::update()
{
    if (m_table->anchor()->currentKey().isEmpty()) {
        m_detail->clear();
        announce(std::nullopt);
        setAlone(false);
        return;
    }
    const Row *row = m_model->rowAt(m_table->currentIndex().row());
    if (!row)
        return lookForIt();
    m_looking.cancel();
    show(*row);
}

void CurrentRow::show(const Row &row)
{
    m_detail->showRow(row);
    announce(row);
}

void CurrentRow::announce(const std::optional<Row> &row)
{
    emit shown(row);
    const std::optional<Uuid> id = row ? std::optional(row->key.id) : std::nullopt;
    if (std::exchange(m_announced, id) != id)
        emit changed();
}

void CurrentRow::lookForIt()
{
    const std::optional<Uuid> id = Uuid::parse(m_table->anchor()->currentKey().toStdString());
    if (!id || m_looking.isRunning())
        return;
    m_looking = m_source->row(*id);
    whenDone(m_looking, this, [this, id](const Result<Row> &row) { take(*id, row); });
}

void CurrentRow::take(const Uuid &id, const Result<Row> &row)
{
    const RowAnchor *anchor = m_table->anchor();
    const QString key = QString::fromStdString(id.toString());
    if (anchor->currentKey() != key || anchor->isCurrentInModel())
        return;
    if (row) {
        show(*row);
    } else if (row.error().kind == ErrorKind::NotFound) {
        m_detail->showVanished();
        announce(std::nullopt);
    }
}

bool CurrentRow::isAlone() const
{
    return m_list->isHidden();
}

void CurrentRow::setAlone(bool alone)
{
    const bool can = alone && m_detail->row();
    m_detail->header()->setAlone(can);
    if (isAlone() == can)
        return;
    m_list->setVisible(!can);
    if (can)
        m_detail->setFocus();
    else
        m_table->setFocus();
}

} // namespace gatehouse::ui
