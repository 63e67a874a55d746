#include "ui/pages/localgateway/requestpane.h"

#include "models/localgateway/requestcollection.h"
#include "ui/collection/collectiontable.h"
#include "ui/collection/newsnotice.h"
#include "ui/collection/rowanchor.h"
#include "ui/shell/page.h"
#include "ui/widgets/codeblock.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>

namespace gatehouse::ui {

using collection::WindowModel;
using localgateway::RequestLog;
namespace size = widgets::size;

namespace {

constexpr int roomForCode = 640; // below it the command is only to be copied
/// Of a window whose list would be as narrow as this one: CollectionTable counts in those.
constexpr int besideTheTable = 360;

} // namespace

RequestPane::RequestPane(AdminClient &api, const Clock &clock,
                         const widgets::DisplayOptions &display, QWidget *parent)
    : QWidget(parent)
    , m_log(std::make_shared<RequestLog>(api))
    , m_model(localgateway::requestCollection(), m_log, clock, {})
    , m_table(new CollectionTable(&m_model, this))
    , m_newsStrip(new widgets::NoticeStrip(this))
    , m_code(new widgets::CodeBlock(this))
{
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setCompact(display.isCompact());
    m_code->hide();
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(size::panePadding, size::gapControls, size::panePadding,
                             size::gapControls);
    foot->addWidget(m_code);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    column->addWidget(m_newsStrip);
    column->addWidget(m_table, 1);
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    column->addLayout(foot);
    setFocusProxy(m_table);
    connect(m_table, &CollectionTable::opened, this, &RequestPane::open);
    makeActions();
    route();
    connect(&display, &widgets::DisplayOptions::compactChanged, m_table,
            &CollectionTable::setCompact);
    const auto showZone = [this, &display] { m_model.setTimeZone(display.zone()); };
    connect(&display, &widgets::DisplayOptions::zoneChanged, this, showZone);
    showZone();
}

RequestPane::~RequestPane()
{
    // The view goes before the model it shows.
    delete m_table;
}

/// Who has chosen a row, or has scrolled down to it, is reading: what comes then is only told of.
void RequestPane::route()
{
    auto *news = new NewsNotice(m_newsStrip);
    connect(m_log.get(), &RequestLog::changed, this, &RequestPane::follow);
    connect(&m_model, &WindowModel::newRowsAvailableChanged, news, &NewsNotice::setRows);
    connect(news, &NewsNotice::showRequested, this, [this] {
        showNewest();
        m_table->setFocus(); // the button goes
    });
    connect(&m_model, &WindowModel::loaded, this, &RequestPane::forgetWhatIsGone);
    connect(&m_model, &WindowModel::loaded, this, &RequestPane::sayWhyEmpty);
    connect(m_log.get(), &RequestLog::changed, this, &RequestPane::sayWhyEmpty);
    connect(m_hold, &QPushButton::toggled, this, &RequestPane::sayWhyEmpty);
    connect(m_table, &CollectionTable::scrolled, this, &RequestPane::followTop);
    connect(m_table->anchor(), &RowAnchor::currentKeyChanged, this, &RequestPane::followTop);
    followTop();
    sayWhyEmpty();
}

void RequestPane::makeActions()
{
    QAction *hold = addAction(tr("Hold the requests"), Qt::Key_H);
    hold->setIcon(m_hold->icon());
    connect(hold, &QAction::triggered, m_hold, &QPushButton::toggle);
    connect(m_hold, &QPushButton::toggled, hold, [hold](bool isHeld) {
        hold->setText(isHeld ? tr("Go on showing requests") : tr("Hold the requests"));
    });
    QAction *clear = addAction(tr("Clear the requests"), Qt::Key_Delete);
    clear->setIcon(m_clear->icon());
    connect(clear, &QAction::triggered, this, &RequestPane::clear);
    addKey(tr("Next request"), Qt::Key_J);
    addKey(tr("Previous request"), Qt::Key_K);
    addKey(tr("Open its event"), Qt::Key_Return);
    addKey(tr("Follow again"), Qt::Key_Escape);
    addKey(tr("Newest request"), Qt::Key_Home);
    addKey(tr("Copy the request"), QKeySequence::Copy);
}

QAction *RequestPane::addAction(const QString &text, const QKeySequence &keys)
{
    auto *action = new QAction(text, this);
    action->setProperty(kShownKeys, keys.toString());
    m_actions.append(action);
    return action;
}

/// Handled by keyPressEvent and the table.
void RequestPane::addKey(const QString &text, const QKeySequence &keys)
{
    addAction(text, keys)->setProperty(kKeyOnly, true);
}

QWidget *RequestPane::makeHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(size::paneHeader);
    auto *title = new widgets::ElidedLabel(tr("Requests as they come"), head);
    title->setObjectName(QStringLiteral("requestsTitle"));
    title->setFont(widgets::uiFont(widgets::TextSize::Body, widgets::Weight::Bold));
    m_ingest = makeKind("showIngest", tr("Ingest"));
    m_deliveries = makeKind("showDeliveries", tr("Deliveries"));
    m_hold =
        new QPushButton(widgets::icon(QStringLiteral("media-playback-pause")), tr("Hold"), head);
    m_hold->setObjectName(QStringLiteral("holdButton"));
    m_hold->setCheckable(true);
    m_hold->setToolTip(tr("What comes meanwhile is kept and shown afterwards"));
    connect(m_hold, &QPushButton::toggled, this, &RequestPane::follow);
    m_clear = new QPushButton(widgets::icon(QStringLiteral("edit-clear-all")), tr("Clear"), head);
    m_clear->setObjectName(QStringLiteral("clearButton"));
    connect(m_clear, &QPushButton::clicked, this, &RequestPane::clear);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(size::panePadding, 0, size::panePadding, 0);
    row->setSpacing(size::gapControls);
    row->addWidget(title, 1);
    for (QWidget *control : QWidgetList{m_ingest, m_deliveries, m_hold, m_clear})
        row->addWidget(control);
    widgets::setSmall(m_hold);
    widgets::setSmall(m_clear);
    return head;
}

QWidgetList RequestPane::fields() const
{
    return {m_ingest, m_deliveries, m_hold, m_clear, m_table, m_code->copyButton()};
}

QCheckBox *RequestPane::makeKind(const char *name, const QString &text)
{
    auto *box = new QCheckBox(text, this);
    box->setObjectName(QString::fromLatin1(name));
    box->setChecked(true);
    connect(box, &QCheckBox::toggled, this, &RequestPane::filter);
    return box;
}

void RequestPane::setOn(bool on)
{
    m_log->setOn(on);
}

void RequestPane::setFirstWebhook(const QString &caption, const QString &commandLine)
{
    m_code->setCode(caption, commandLine);
    m_code->setVisible(!commandLine.isEmpty());
}

void RequestPane::followTop()
{
    const bool follows = m_table->isAtTop() && m_table->anchor()->currentKey().isEmpty();
    m_model.setFollowTop(follows);
    m_table->anchor()->setFollowTop(follows);
}

/// A row that was cleared, or that the log has no more room for, is read by nobody.
void RequestPane::forgetWhatIsGone()
{
    RowAnchor *anchor = m_table->anchor();
    if (!anchor->currentKey().isEmpty() && !anchor->isCurrentInModel())
        anchor->clear();
    followTop();
}

void RequestPane::showNewest()
{
    m_table->anchor()->clear(); // or the next key would jump back to it
    m_model.goToTop();
    m_table->scrollToTop();
}

void RequestPane::clear()
{
    m_isCleared = true;
    m_log->clear();
    m_model.refresh();
}

/// Rows that are only not shown must not be said to be none.
void RequestPane::sayWhyEmpty()
{
    if (m_hold->isChecked())
        m_table->setPlaceholder(tr("The list is held. What comes is kept, and shown when you "
                                   "press Hold again."));
    else if (!m_log->isEmpty())
        m_table->setPlaceholder(tr("What has come is hidden: tick Ingest or Deliveries above."));
    else if (m_isCleared)
        m_table->setPlaceholder(tr("Nothing has come since the list was cleared."));
    else
        m_table->setPlaceholder(tr("Nothing has come yet. Start the traffic, run a scenario, or "
                                   "send one yourself."));
}

void RequestPane::refresh()
{
    if (!m_hold->isChecked())
        showNewest();
}

void RequestPane::follow()
{
    if (!m_hold->isChecked())
        m_model.refresh();
}

void RequestPane::filter()
{
    collection::Condition kinds;
    kinds.field = QStringLiteral("direction");
    if (m_ingest->isChecked())
        kinds.values += QString::fromLatin1(localgateway::kIngest);
    if (m_deliveries->isChecked())
        kinds.values += QString::fromLatin1(localgateway::kDelivery);
    if (kinds.values.isEmpty())
        kinds.values += QStringLiteral("neither");
    m_model.setFilter({{kinds}});
}

void RequestPane::open()
{
    const QString event =
        m_model.cell(m_table->currentIndex().row(), QStringLiteral("event_id")).toString();
    if (const auto id = Uuid::parse(event.toStdString()))
        emit eventRequested(*id);
}

void RequestPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        m_table->anchor()->clear();
    else if (event->key() == Qt::Key_Home)
        showNewest();
    else
        QWidget::keyPressEvent(event);
}

void RequestPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_table->fitColumns(width() + besideTheTable);
    m_code->setCodeVisible(height() >= roomForCode);
}

} // namespace gatehouse::ui
