#include "app/gatehouse/shots.h"

#include "app/gatehouse/detailtab.h"
#include "ui/charts/metricchart.h"
#include "ui/collection/collectiontable.h"
#include "ui/shell/commandpalette.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/ratechart.h"

#include <QAction>
#include <QDir>
#include <QLineEdit>
#include <QPixmap>
#include <QPushButton>
#include <QTableView>

#include <cstdio>
#include <utility>

namespace gatehouse::app {

namespace {

using namespace std::chrono_literals;

constexpr auto pollInterval = 50ms;
constexpr int maxPolls =
    600; ///< half a minute, then the shot is taken as it is and called incomplete
constexpr int quietPolls = 10;
constexpr int endPolls = 120; ///< until the end of an operation is waited for no more
constexpr auto settleTime = 400ms; ///< details and counts arrive after the rows
constexpr auto searchTime = 1500ms;
/// Traffic was asked for at the start; a picture of two rows shows little.
constexpr int enoughRows = 20;

constexpr QLatin1String workbenchId("workbench"), canonicalTab("canonical");
constexpr QLatin1String replayId("replay"), bulkItemsId("bulk-items"), metricsId("metrics"),
    overviewId("overview");

/// Though it may be that nothing was measured yet: the traffic of a minute is told when that is
/// over. `name` is of a chart.
bool hasBeenRead(const ui::Page &page, const char *name)
{
    const auto *chart = page.findChild<charts::MetricChart *>(QLatin1String(name));
    return chart && chart->data().size() > 0;
}

void press(const ui::Page &page, const char *name)
{
    auto *button = page.findChild<QPushButton *>(QLatin1String(name));
    if (button && button->isEnabled())
        button->click();
}

/// Checks the message that is there, of the event that was looked at before, with a wrong secret.
void checkInWorkbench(const ui::Page &page)
{
    page.findChild<QLineEdit *>(QStringLiteral("secretField"))
        ->setText(QStringLiteral("not_this_one"));
    press(page, "workbenchCheck");
}

/// Puts the caret into a field of the canonical event, so that its origin is shown.
void chooseField(const ui::Page &page)
{
    auto *view = page.findChild<widgets::CodeView *>(QStringLiteral("canonicalView"));
    if (!view)
        return;
    view->search(QStringLiteral("\"type\": "));
    view->search({});
}

/// Runs what is filled in, once it may be; true when something came of it.
bool hasReplayed(const ui::Page &page)
{
    const auto *report = page.findChild<QPushButton *>(QStringLiteral("saveReport"));
    if (report->isEnabled())
        return true;
    page.findChild<QLineEdit *>(QStringLiteral("replayReason"))
        ->setText(QStringLiteral("to be seen in a picture"));
    press(page, "runReplay");
    return false;
}

/// Whether the chart says where the operation ended.
bool showsEnd(const ui::Page &page)
{
    const auto *chart = page.findChild<widgets::RateChart *>(QStringLiteral("rateChart"));
    return chart && !chart->series().marks.isEmpty();
}

void selectFirst(const ui::Page &page)
{
    auto *table = page.findChild<QTableView *>(QStringLiteral("resultTable"));
    table->setCurrentIndex(table->model()->index(0, 0));
}

/// The statuses with a story to tell on that tab.
QStringList tellingStatuses(const QString &tab)
{
    if (tab == QLatin1String("signature"))
        return {QStringLiteral("discarded")};
    if (tab == QLatin1String("timeline")) // was tried, so something leads on from it
        return {QStringLiteral("failed")};
    return {QStringLiteral("failed"), QStringLiteral("dead"), QStringLiteral("open")};
}

/// The first such row; the first of all where there is none.
QModelIndex tellingRow(const QAbstractItemModel &model, const QString &tab)
{
    const QStringList telling = tellingStatuses(tab);
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        if (telling.contains(index.data(collection::WindowModel::StatusRole).toString()))
            return index;
    }
    return model.index(0, 0);
}

} // namespace

QString Shots::Shot::name() const
{
    const QString what = scene == Scene::View ? QStringLiteral("view")
        : scene == Scene::Sorted              ? QStringLiteral("sorted")
        : scene == Scene::Search              ? QStringLiteral("search")
                                              : tab;
    const QString part = what.isEmpty() ? pageId : pageId + u'-' + what;
    return QStringLiteral("%1-%2-%3x%4.png")
        .arg(part, widgets::schemeChoiceName(scheme))
        .arg(size.width())
        .arg(size.height());
}

Shots::Shots(Console &console, widgets::Appearance &appearance, QString folder, QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_appearance(appearance)
    , m_folder(std::move(folder))
{
    for (const QSize size : {QSize(1440, 900), QSize(1024, 700)}) {
        for (const auto scheme : {widgets::SchemeChoice::Light, widgets::SchemeChoice::Dark}) {
            m_shots += Shot{QStringLiteral("events"), QStringLiteral("signature"), scheme, size};
            m_shots += Shot{QStringLiteral("events"), canonicalTab, scheme, size};
            m_shots += Shot{workbenchId, {}, scheme, size};
            m_shots += Shot{replayId, {}, scheme, size};
            for (const char *page :
                 {"events", "jobs", "dead-letters", "bulk-items", "deliveries", "agent-events",
                  "secrets", "jwt-keys", "tokens", "destinations", "ledger", "local-gateway",
                  "metrics", "overview"})
                m_shots += Shot{QString::fromLatin1(page), {}, scheme, size};
            m_shots += Shot{QStringLiteral("jwt-keys"), QStringLiteral("public-key"), scheme, size};
            m_shots += Shot{QStringLiteral("events"), QStringLiteral("timeline"), scheme, size};
            for (const Scene scene : {Scene::View, Scene::Sorted, Scene::Search})
                m_shots += Shot{QStringLiteral("events"), {}, scheme, size, scene};
        }
    }
    connect(&m_poll, &QTimer::timeout, this, &Shots::waitForData);
}

void Shots::start()
{
    if (!QDir().mkpath(m_folder)) {
        std::fprintf(stderr, "gatehouse: the folder %s cannot be made\n", qUtf8Printable(m_folder));
        emit finished(false);
        return;
    }
    next();
}

void Shots::next()
{
    if (m_shots.isEmpty()) {
        emit finished(m_complete);
        return;
    }
    arrange(m_shots.constFirst());
    m_polls = 0;
    m_poll.start(pollInterval);
}

void Shots::arrange(const Shot &shot)
{
    m_appearance.setChoice(shot.scheme);
    m_console.window().showNormal();
    m_console.window().resize(shot.size);
    m_console.window().showPage(shot.pageId);
    showDetailTab(*m_console.window().page(shot.pageId), shot.tab);
    // The last view: what was refused stays so, while what failed is re-enqueued between the shots.
    const auto views = m_console.window().findChildren<QAction *>(QStringLiteral("openView"));
    if (shot.scene == Scene::View && !views.isEmpty())
        views.constLast()->trigger();
    if (shot.scene == Scene::Sorted)
        m_console.collectionPage(shot.pageId)->setSort({QStringLiteral("event_type"), true});
    if (shot.pageId == workbenchId)
        checkInWorkbench(*m_console.window().page(shot.pageId));
    if (shot.pageId == replayId && !std::exchange(m_isReplayFilled, true))
        m_console.fillReplay();
    if (shot.pageId == bulkItemsId && !std::exchange(m_isRecovered, true))
        m_console.recoverLetters();
}

/// Enough rows, and no more of them coming.
bool Shots::isFilled()
{
    const Shot &shot = m_shots.constFirst();
    const QString &id = shot.pageId;
    if (id == workbenchId)
        return m_console.window().page(id)->findChild<QWidget *>(QStringLiteral("signatureCopy"));
    if (id == replayId)
        return hasReplayed(*m_console.window().page(id));
    if (id == metricsId)
        return hasBeenRead(*m_console.window().page(id), "chart-ingest-rate");
    if (id == overviewId)
        return hasBeenRead(*m_console.window().page(id), "overviewTraffic");
    const auto *table = m_console.window().page(id)->findChild<ui::CollectionTable *>();
    const int wanted = id == QLatin1String("events") && shot.scene != Scene::View ? enoughRows : 1;
    const int rows = table ? table->model()->rowCount() : 0;
    m_quietPolls = rows == m_rows ? m_quietPolls + 1 : 0;
    m_rows = rows;
    const bool isUnderWay = id == bulkItemsId && !showsEnd(*m_console.window().page(id));
    return rows >= wanted && m_quietPolls >= (isUnderWay ? endPolls : quietPolls);
}

void Shots::waitForData()
{
    const bool filled = isFilled();
    if (!filled && ++m_polls < maxPolls)
        return;
    m_poll.stop();
    if (!filled) {
        std::fprintf(stderr, "gatehouse: %s shows too little\n",
                     qUtf8Printable(m_shots.constFirst().name()));
        m_complete = false;
    }
    settle();
}

/// Selects a row that has a story to tell, then lets its details arrive.
void Shots::settle()
{
    const Shot &shot = m_shots.constFirst();
    auto *table = m_console.window().page(shot.pageId)->findChild<ui::CollectionTable *>();
    const QAbstractItemModel *model = table ? table->model() : nullptr;
    if (m_console.collectionPage(shot.pageId) && model && model->rowCount() > 0)
        table->setCurrentIndex(tellingRow(*model, shot.tab));
    if (shot.pageId == replayId)
        selectFirst(*m_console.window().page(shot.pageId));
    if (shot.scene == Scene::Search)
        search();
    QTimer::singleShot(shot.scene == Scene::Search ? searchTime : settleTime, this, [this] {
        if (m_shots.constFirst().tab == canonicalTab)
            chooseField(*m_console.window().page(m_shots.constFirst().pageId));
        QTimer::singleShot(0ms, this, [this] { write(m_shots.takeFirst()); }); // once laid out
    });
}

/// As if it was pasted.
void Shots::search()
{
    auto *field = m_console.window().findChild<QLineEdit *>(QStringLiteral("commandField"));
    const collection::WindowModel *model =
        m_console.collectionPage(QStringLiteral("events"))->model();
    m_console.window().findChild<ui::CommandPalette *>()->open();
    for (int row = 0; field->text().isEmpty() && row < model->rowCount(); ++row)
        field->insert(model->cell(row, QStringLiteral("subject_id")).toString());
}

void Shots::write(const Shot &shot)
{
    const QString file = QDir(m_folder).filePath(shot.name());
    if (m_console.window().grab().save(file)) {
        std::printf("%s\n", qUtf8Printable(file));
    } else {
        std::fprintf(stderr, "gatehouse: %s cannot be written\n", qUtf8Printable(file));
        m_complete = false;
    }
    if (shot.scene == Scene::View || shot.scene == Scene::Sorted)
        m_console.collectionPage(shot.pageId)->setView({}, {});
    m_console.window().findChild<ui::CommandPalette *>()->close();
    act(shot);
    next();
}

/// So that the ledger and the workbench have something to show.
void Shots::act(const Shot &shot)
{
    const ui::Page &page = *m_console.window().page(shot.pageId);
    press(page, "action-reenqueue");
    press(page, "action-retry");
    if (shot.tab == QLatin1String("signature"))
        press(page, "signatureWorkbench");
}

} // namespace gatehouse::app
