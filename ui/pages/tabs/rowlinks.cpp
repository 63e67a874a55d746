#include "ui/pages/tabs/rowlinks.h"

#include "ui/collection/rowvalues.h"

#include <QCoreApplication>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct RowLinkTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::RowLinks)
};

struct RowLink
{
    QString id;
    QString title;
    QKeySequence key;
    QString column; ///< holds the id of what is led to
    QString missing; ///< why there is no way
};

std::optional<Uuid> idIn(const CollectionPage &page, const collection::Row &row,
                         const QString &column)
{
    const QString text = RowValues(page.model()->descriptor(), row).text(column);
    return Uuid::parse(text.toStdString());
}

void addLink(CollectionPage &page, const RowLink &link, const std::function<void(const Uuid &)> &go)
{
    page.addRowButton(
        link.id, link.title, link.key,
        [&page, link, go](const collection::Row &row) {
            if (const auto id = idIn(page, row, link.column))
                go(*id);
        },
        [&page, link](const collection::Row &row) {
            return idIn(page, row, link.column) ? QString() : link.missing;
        });
}

void addLinkToRow(CollectionPage &page, const PageServices &services, const RowLink &link,
                  const QString &pageId)
{
    addLink(page, link, [openRow = services.openRow, pageId](const Uuid &id) {
        if (openRow)
            openRow(pageId, id);
    });
}

} // namespace

void addLinkToEvent(CollectionPage &page, const PageServices &services)
{
    addLinkToRow(page, services,
                 {u"open-event"_s, RowLinkTexts::tr("Event"), Qt::Key_O, u"event_id"_s,
                  RowLinkTexts::tr("This row belongs to no event.")},
                 u"events"_s);
}

void addLinkToJob(CollectionPage &page, const PageServices &services)
{
    addLinkToRow(page, services,
                 {u"open-job"_s, RowLinkTexts::tr("Job"), Qt::Key_B, u"job_id"_s,
                  RowLinkTexts::tr("This row belongs to no job.")},
                 u"jobs"_s);
}

void addLinkToDestination(CollectionPage &page, const PageServices &services)
{
    addLinkToRow(page, services,
                 {u"open-destination"_s, RowLinkTexts::tr("Destination"), Qt::Key_D,
                  u"destination_id"_s, RowLinkTexts::tr("Its destination is not known.")},
                 u"destinations"_s);
}

void addLinkToDeliveries(CollectionPage &page, const PageServices &services)
{
    const auto go = [openFilter = services.openFilter](const Uuid &job) {
        const auto ofJob =
            collection::Condition::is(u"job_id"_s, QString::fromStdString(job.toString()));
        if (openFilter)
            openFilter(u"deliveries"_s, {{ofJob}});
    };
    addLink(page,
            {u"open-deliveries"_s,
             RowLinkTexts::tr("Deliveries"),
             Qt::Key_L,
             page.model()->descriptor().idColumn,
             {}},
            go);
}

} // namespace gatehouse::ui
