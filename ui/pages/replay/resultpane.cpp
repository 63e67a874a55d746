#include "ui/pages/replay/resultpane.h"

#include "models/collection/celltext.h"
#include "services/compare/differences.h"
#include "services/core/whendone.h"
#include "ui/pages/replay/canonicalview.h"
#include "ui/pages/replay/requestview.h"
#include "ui/shell/counttext.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/payloadview.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

using replay::ItemResult;
using replay::Prediction;
using replay::ResultFilter;
using replay::ResultModel;
using widgets::StatusShape;
using Outcome = ItemResult::Outcome;
namespace size = widgets::size;
using namespace Qt::StringLiterals;

namespace {

constexpr int differenceHeight = 96;

StatusShape outcomeShape(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Planned:
        return StatusShape::Clock;
    case Outcome::AsPredicted:
        return StatusShape::Check;
    case Outcome::Differs:
        return StatusShape::SlashedCircle;
    case Outcome::Refused:
        return StatusShape::Cross;
    case Outcome::NoAnswer:
    case Outcome::NotSent:
        return StatusShape::CrossedBox;
    case Outcome::Unknown:
        return StatusShape::HollowCircle;
    }
    return StatusShape::None;
}

StatusShape rowShape(const QModelIndex &index)
{
    return outcomeShape(Outcome(index.data(ResultModel::outcomeRole).toInt()));
}

QStandardItem *differenceCell(const QString &text)
{
    auto *item = new QStandardItem(collection::visibleText(text.left(collection::displayLimit)));
    item->setEditable(false);
    return item;
}

} // namespace

ResultPane::ResultPane(replay::Session &session, replay::CanonicalReader &canonicals,
                       QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_canonicals(canonicals)
    , m_filter(new ResultFilter(this))
    , m_differences(new QStandardItemModel(0, 3, this))
{
    m_filter->setSourceModel(m_session.results());
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeTable());
    splitter->addWidget(makeDetail());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    column->addWidget(splitter, 1);
    connect(m_session.results(), &QAbstractItemModel::modelReset, this, &ResultPane::showState);
    connect(m_session.results(), &QAbstractItemModel::dataChanged, this, &ResultPane::showState);
    connect(&m_session, &replay::Session::stateChanged, this, &ResultPane::showState);
    connect(&m_session, &replay::Session::forecastChanged, this, [this] {
        showState();
        if (m_tabs->currentWidget() == m_request)
            showTab(); // it may be known now
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ResultPane::showSelected);
    showState();
}

QWidget *ResultPane::makeHead()
{
    auto *head = new QWidget(this);
    auto *title = new QLabel(tr("Result"), head);
    title->setFont(widgets::uiFont(widgets::TextSize::PaneTitle, widgets::Weight::Bold));
    m_state = new widgets::ElidedLabel({}, head);
    m_state->setObjectName(u"resultState"_s);
    m_state->setMuted(true);
    m_goOn = makeHeadButton(u"goOn"_s, u"media-playback-start"_s, head);
    connect(m_goOn, &QPushButton::clicked, this, &ResultPane::goOnRequested);
    m_again = makeHeadButton(u"runAgain"_s, u"edit-undo"_s, head);
    connect(m_again, &QPushButton::clicked, this, &ResultPane::runAgainRequested);
    auto *first = new QHBoxLayout;
    first->setSpacing(size::gapControls);
    first->addWidget(title);
    first->addWidget(m_state, 1);
    first->addWidget(m_goOn);
    first->addWidget(m_again);
    m_counts = new QWidget(head);
    m_counts->setObjectName(u"resultCounts"_s);
    m_countLine = new widgets::FlowLayout(m_counts, size::gapGroups);
    m_shown = new widgets::Segmented(tr("Shown"), {tr("All"), tr("Unlike"), tr("Refused")}, head);
    m_shown->setObjectName(u"resultFilter"_s);
    connect(m_shown, &widgets::Segmented::chosen, this,
            [this](int choice) { m_filter->setShown(ResultFilter::Shown(choice)); });
    auto *second = new QHBoxLayout;
    second->setSpacing(size::gapControls);
    second->addWidget(m_counts, 1);
    second->addWidget(m_shown, 0, Qt::AlignTop);
    auto *lines = new QVBoxLayout(head);
    lines->setContentsMargins(size::panePadding, size::gapControls, size::panePadding,
                              size::gapControls);
    lines->setSpacing(size::gapControls);
    lines->addLayout(first);
    lines->addLayout(second);
    return head;
}

QPushButton *ResultPane::makeHeadButton(const QString &name, const QString &iconName, QWidget *head)
{
    auto *button = new QPushButton(widgets::icon(iconName), QString(), head);
    button->setObjectName(name);
    widgets::setSmall(button);
    return button;
}

QWidget *ResultPane::makeTable()
{
    m_table = new widgets::TableView(this);
    m_table->setObjectName(u"resultTable"_s);
    m_table->setAccessibleName(tr("Events of the replay"));
    m_table->setModel(m_filter);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setPlaceholder(tr("No event is shown."));
    m_table->setItemDelegateForColumn(ResultModel::OutcomeColumn,
                                      new widgets::StatusDelegate(rowShape, m_table));
    m_table->setItemDelegateForColumn(ResultModel::Id, new widgets::MonoDelegate(m_table));
    auto *number = new widgets::NumberDelegate(m_table);
    for (const int column : {ResultModel::Expected, ResultModel::Actual, ResultModel::Latency})
        m_table->setItemDelegateForColumn(column, number);
    const QList<std::pair<int, int>> widths{
        {ResultModel::Type, 136},    {ResultModel::Id, 90},     {ResultModel::OutcomeColumn, 148},
        {ResultModel::Expected, 72}, {ResultModel::Actual, 64}, {ResultModel::Latency, 48}};
    for (const auto &[column, width] : widths)
        m_table->setColumnWidth(column, width);
    m_table->horizontalHeader()->setStretchLastSection(true);
    return m_table;
}

QWidget *ResultPane::makeDetail()
{
    auto *pane = new QWidget(this);
    m_what = new widgets::ElidedLabel({}, pane);
    m_what->setObjectName(u"resultWhat"_s);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(size::panePadding, size::gapControls, size::panePadding, 0);
    line->addWidget(m_what);
    m_tabs = new QTabWidget(pane);
    m_tabs->setObjectName(u"resultTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeAnswer(), tr("Answer"));
    m_canonical = new CanonicalView(m_tabs);
    m_tabs->addTab(m_canonical, tr("Canonical event"));
    m_request = new RequestView(m_tabs);
    m_tabs->addTab(m_request, tr("Request sent"));
    connect(m_tabs, &QTabWidget::currentChanged, this, &ResultPane::showTab);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(size::gapControls);
    column->addLayout(line);
    column->addWidget(m_tabs, 1);
    return pane;
}

QWidget *ResultPane::makeAnswer()
{
    auto *pane = new QWidget(this);
    m_differenceTable = new widgets::TableView(pane);
    m_differenceTable->setObjectName(u"answerDifferences"_s);
    m_differenceTable->setAccessibleName(tr("How the answer is unlike what was expected"));
    m_differenceTable->setModel(m_differences);
    m_differenceTable->setMaximumHeight(differenceHeight);
    m_differences->setHorizontalHeaderLabels({tr("Where"), tr("Expected"), tr("Answered")});
    m_differenceTable->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (const int column : {1, 2})
        m_differenceTable->setItemDelegateForColumn(column, new widgets::MonoDelegate(m_table));
    m_body = new widgets::PayloadView(pane);
    m_body->setObjectName(u"answerBody"_s);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_differenceTable);
    column->addWidget(m_body, 1);
    return pane;
}

void ResultPane::setState(const QString &text)
{
    m_state->setText(text);
}

void ResultPane::setMayRun(bool may)
{
    m_mayRun = may;
    showState();
}

void ResultPane::showState()
{
    const QList<ItemResult> &results = m_session.results()->results();
    const bool isIdle = m_session.state() == replay::Session::State::Editing;
    const bool canSend = isIdle && m_session.hasRun();
    QMap<Outcome, qint64> counts;
    for (const ItemResult &result : results)
        ++counts[result.outcome];
    const qint64 unsent = counts.value(Outcome::Planned);
    const qint64 left = results.size() - counts.value(Outcome::AsPredicted);
    m_goOn->setVisible(canSend && unsent > 0);
    m_goOn->setText(unsent == 1 ? tr("Send the one that is left")
                                : tr("Send the %1 that are left").arg(countText(unsent)));
    m_again->setVisible(canSend && left > unsent);
    m_again->setText(left == 1 ? tr("Run the one again")
                               : tr("Run the %1 again").arg(countText(left)));
    const QString target = m_session.resultsTarget() ? m_session.resultsTarget()->name : QString();
    for (QPushButton *button : {m_goOn, m_again}) {
        button->setEnabled(m_mayRun && m_session.canSendMore());
        button->setToolTip(
            m_session.canSendMore() ? tr("To “%1”").arg(target)
                : target.isEmpty()
                ? tr("The target that it was sent to is not there any more, or is "
                     "another one now.")
                : tr("It was sent to “%1”: choose that target, as it was then.").arg(target));
    }
    showCounts();
    showSelectedAnew();
}

/// What a person reads stays as it is while other events are answered.
void ResultPane::showSelectedAnew()
{
    const QModelIndex index = m_filter->mapToSource(m_table->currentIndex());
    const auto outcome = index.isValid()
        ? std::optional(std::pair(m_session.results()->result(index.row()).outcome,
                                  m_session.results()->result(index.row()).sentAt))
        : std::nullopt;
    if (std::exchange(m_shownOutcome, outcome) != outcome || !outcome)
        showSelected();
}

void ResultPane::showCounts()
{
    while (m_countLine->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_countLine->takeAt(0));
        delete item->widget();
    }
    QMap<Outcome, qint64> counts;
    for (const ItemResult &result : m_session.results()->results())
        ++counts[result.outcome];
    for (auto count = counts.begin(); count != counts.end(); ++count) {
        auto *label = new widgets::StatusLabel(m_counts);
        label->setStatus(
            outcomeShape(count.key()),
            u"%1 %2"_s.arg(countText(count.value()), replay::outcomeWord(count.key())));
        m_countLine->addWidget(label);
        label->show();
    }
}

void ResultPane::showSelected()
{
    const QModelIndex index = m_filter->mapToSource(m_table->currentIndex());
    if (!index.isValid()) {
        m_what->setText(tr("Select an event to see what it was answered."));
    } else {
        const ItemResult &result = m_session.results()->result(index.row());
        m_what->setText(result.difference.isEmpty() ? replay::outcomeWord(result.outcome)
                                                    : result.difference);
    }
    showTab();
}

/// Only what is looked at is read.
void ResultPane::showTab()
{
    ++m_round;
    const QModelIndex index = m_filter->mapToSource(m_table->currentIndex());
    m_tabs->setVisible(index.isValid());
    if (!index.isValid())
        return;
    if (m_tabs->currentWidget() == m_request)
        showRequest(index.row());
    else if (m_tabs->currentWidget() == m_canonical)
        showCanonical(index.row());
    else
        showAnswer(index.row());
}

void ResultPane::showAnswer(int row)
{
    const ItemResult &result = m_session.results()->result(row);
    const replay::Fixture &event = m_session.results()->event(row);
    const bool isAnswered = result.status > 0;
    const std::string expected = event.expected ? event.expected->body : std::string();
    m_differenceTable->setVisible(isAnswered && !expected.empty());
    if (isAnswered && !expected.empty())
        showDifferences(expected, result.body);
    if (isAnswered)
        m_body->setPayload(QByteArray::fromStdString(result.body));
    else
        m_body->setPlaceholder(tr("There is no answer."));
}

void ResultPane::showRequest(int row)
{
    m_request->showPlaceholder({});
    whenDone(m_session.request(row), this,
             [this, round = m_round,
              wasSent = m_session.results()->result(row).sentAt
                  != Timestamp()](const Result<DeliveryRequest> &request) {
                 if (round != m_round)
                     return;
                 if (request)
                     m_request->show(*request, wasSent);
                 else
                     m_request->showPlaceholder(widgets::visibleText(request.error().message));
             });
}

void ResultPane::showCanonical(int row)
{
    const auto target = m_session.resultsTarget();
    const ItemResult &result = m_session.results()->result(row);
    if (!target || result.status == 0) {
        m_canonical->showPlaceholder(tr("It was not sent, so the target has made nothing of it."));
        return;
    }
    m_canonical->showPlaceholder(tr("Reading…"));
    whenDone(
        m_canonicals.read(*target, m_session.results()->event(row), result.body), this,
        [this, round = m_round, name = target->name](const Result<replay::CanonicalPair> &pair) {
            if (round == m_round && pair)
                m_canonical->show(*pair, name);
        });
}

void ResultPane::showDifferences(const std::string &expected, const std::string &answered)
{
    using Kind = compare::Difference::Kind;
    m_differences->removeRows(0, m_differences->rowCount());
    const auto comparison = compare::compared(u"answer"_s, QByteArray::fromStdString(expected),
                                              QByteArray::fromStdString(answered));
    for (const compare::Difference &value : comparison.values) {
        if (value.kind == Kind::Changed || value.kind == Kind::LeftOnly)
            m_differences->appendRow({differenceCell(value.path), differenceCell(value.left),
                                      differenceCell(value.right)});
    }
    m_differenceTable->setPlaceholder(tr("The answer has all that was expected."));
}

} // namespace gatehouse::ui
