#include "ui/pages/tabs/deliveriestab.h"

#include "models/collection/celltext.h"
#include "services/core/timesteps.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/headersview.h"
#include "ui/widgets/keyvalueview.h"
#include "ui/widgets/payloadview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

enum TryColumn { Number, Time, Answer, Took, Why, ColumnCount };

bool succeeded(const DeliveryTry &attempt)
{
    return attempt.responseStatus && *attempt.responseStatus / 100 == 2;
}

QString answerOf(const DeliveryTry &attempt)
{
    if (attempt.isDryRun)
        return DeliveriesTab::tr("dry run");
    return attempt.responseStatus ? QString::number(*attempt.responseStatus)
                                  : DeliveriesTab::tr("none");
}

widgets::StatusShape answerShape(const DeliveryTry &attempt)
{
    using widgets::StatusShape;
    if (attempt.isDryRun)
        return StatusShape::HollowCircle;
    return succeeded(attempt) ? StatusShape::Check : StatusShape::Cross;
}

/// Instead of a body: why there is none.
QString noBodyText(const DeliveryTry &attempt)
{
    if (attempt.isDryRun)
        return DeliveriesTab::tr("A dry run: the request was built, signed and stored, not sent.");
    return attempt.responseStatus ? DeliveriesTab::tr("The answer had no body.")
                                  : DeliveriesTab::tr("No answer came. %1").arg(attempt.error);
}

QList<widgets::KeyValue> factsOf(const DeliveryTry &attempt)
{
    widgets::KeyValue request;
    request.label = DeliveriesTab::tr("Request");
    request.value = QStringLiteral("POST ") + attempt.url;
    request.mono = true;
    widgets::KeyValue answer;
    answer.label = DeliveriesTab::tr("Answer");
    answer.value =
        attempt.isDryRun ? DeliveriesTab::tr("dry run: built, not sent") : answerOf(attempt);
    answer.shape = answerShape(attempt);
    return {request, answer};
}

QString tookText(const DeliveryTry &attempt)
{
    return attempt.isDryRun
        ? QStringLiteral("–")
        : collection::durationText(attempt.durationMs, collection::displayLocale());
}

QList<QStandardItem *> makeRow(const DeliveryTry &attempt, const QTimeZone &zone)
{
    QList<QStandardItem *> row;
    row.append(new QStandardItem(QString::number(attempt.attempt)));
    row.append(
        new QStandardItem(toDateTime(attempt.at, zone).toString(QStringLiteral("HH:mm:ss"))));
    row.append(new QStandardItem(answerOf(attempt)));
    row.append(new QStandardItem(tookText(attempt)));
    row.append(new QStandardItem(attempt.error));
    return row;
}

} // namespace

DeliveriesTab::DeliveriesTab(std::shared_ptr<DetailReader> reader, TriesOf owner, QString idColumn,
                             const widgets::DisplayOptions &display, QWidget *parent)
    : ReadingTab(std::move(idColumn), Again::Read, parent)
    , m_reader(std::move(reader))
    , m_owner(owner)
    , m_display(display)
    , m_model(new QStandardItemModel(0, ColumnCount, this))
{
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeTable());
    m_table->setHidden(owner == TriesOf::Delivery);
    splitter->addWidget(makeParts());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({170, 400});
    setContent(splitter);
}

QWidget *DeliveriesTab::makeTable()
{
    m_model->setHorizontalHeaderLabels(
        {tr("Try"), tr("Time"), tr("Answer"), tr("Took"), tr("Why")});
    m_table = new widgets::TableView(this);
    m_table->setObjectName(QStringLiteral("triesTable"));
    m_table->setAccessibleName(tr("Tries"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setModel(m_model);
    m_table->setPlaceholder(tr("Not tried yet"));
    const int widths[] = {40, 72, 76, 72};
    for (int column = Number; column < Why; ++column)
        m_table->setColumnWidth(column, widths[column]);
    m_table->horizontalHeader()->setSectionResizeMode(Why, QHeaderView::Stretch);
    m_table->setItemDelegateForColumn(Number, new widgets::NumberDelegate(m_table));
    m_table->setItemDelegateForColumn(Took, new widgets::NumberDelegate(m_table));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { showTry(current.row()); });
    return m_table;
}

QWidget *DeliveriesTab::makeParts()
{
    auto *parts = new QTabWidget(this);
    parts->setObjectName(QStringLiteral("tryParts"));
    parts->setDocumentMode(true);
    parts->tabBar()->setExpanding(false);
    m_facts = new widgets::KeyValueView(parts);
    m_answer = new widgets::PayloadView(parts);
    m_answered = new widgets::HeadersView(parts);
    m_sent = new widgets::HeadersView(parts);
    auto *sent = new QWidget(parts);
    auto *layout = new QVBoxLayout(sent);
    layout->setContentsMargins(0, widgets::size::panePadding, 0, 0);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(widgets::size::panePadding, 0, widgets::size::panePadding, 0);
    top->addWidget(m_facts);
    layout->addLayout(top);
    layout->addWidget(m_sent, 1);
    parts->addTab(m_answer, tr("Answer"));
    parts->addTab(m_answered, tr("Its headers", "of an answer"));
    parts->addTab(sent, tr("Request"));
    return parts;
}

QString DeliveriesTab::title() const
{
    return m_owner == TriesOf::Delivery ? tr("Exchange", "request and answer") : tr("Deliveries");
}

bool DeliveriesTab::find()
{
    m_answer->openFind();
    return true;
}

void DeliveriesTab::read(const Uuid &id)
{
    wait(m_reader->tries(m_owner, id),
         [this](const QList<DeliveryTry> &tries) { showTries(tries); });
}

void DeliveriesTab::reset()
{
    m_tries.clear();
    m_model->removeRows(0, m_model->rowCount());
    showTry(-1);
}

void DeliveriesTab::showTries(const QList<DeliveryTry> &tries)
{
    const bool wasNewest = m_table->currentIndex().row() <= 0;
    const Timestamp selected =
        wasNewest ? Timestamp() : m_tries.at(m_table->currentIndex().row()).at;
    m_tries = QList<DeliveryTry>(tries.crbegin(), tries.crend());
    m_model->removeRows(0, m_model->rowCount());
    int current = 0;
    for (const DeliveryTry &attempt : std::as_const(m_tries)) {
        if (attempt.at == selected)
            current = m_model->rowCount();
        m_model->appendRow(makeRow(attempt, m_display.zone()));
    }
    m_table->selectRow(current);
}

void DeliveriesTab::showTry(int row)
{
    if (row < 0 || row >= m_tries.size()) {
        m_facts->setRows({});
        m_sent->setHeaders({});
        m_answered->setHeaders({});
        m_answer->setPlaceholder({});
        return;
    }
    const DeliveryTry &attempt = m_tries.at(row);
    m_facts->setRows(factsOf(attempt));
    m_sent->setHeaders(attempt.requestHeaders);
    m_answered->setHeaders(attempt.responseHeaders);
    if (attempt.responseHeaders.isEmpty())
        m_answered->setPlaceholder(attempt.responseStatus ? tr("The answer had no headers.")
                                                          : noBodyText(attempt));
    if (attempt.responseBody.isEmpty())
        m_answer->setPlaceholder(noBodyText(attempt));
    else
        m_answer->setPayload(attempt.responseBody);
}

} // namespace gatehouse::ui
