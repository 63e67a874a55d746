#include "ui/pages/tabs/fixtureflow.h"

#include "models/collection/celltext.h"
#include "services/core/inpool.h"
#include "services/core/whendone.h"
#include "ui/collection/collectionpage.h"

#include <QDir>
#include <QDrag>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMimeData>
#include <QUrl>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// QDrag has no other way than a loop of its own; it ends with the mouse button.
void dragWithMouse(QWidget *from, const QString &fileName)
{
    auto *drag = new QDrag(from);
    auto *data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(fileName)});
    drag->setMimeData(data);
    drag->exec(Qt::CopyAction);
}

} // namespace

FixtureFlow::FixtureFlow(std::shared_ptr<DetailReader> reader, CollectionPage *page)
    : QObject(page)
    , m_reader(std::move(reader))
    , m_page(page)
    , m_drag([page](const QString &fileName) {
        if (QGuiApplication::mouseButtons().testFlag(Qt::LeftButton))
            dragWithMouse(page, fileName);
    })
{
    page->addRowCommand(tr("Save as a fixture file…"), Qt::CTRL | Qt::SHIFT | Qt::Key_E,
                        [this](const collection::Row &) { askWhere(); });
    connect(page, &CollectionPage::dragBegun, this, &FixtureFlow::drag);
}

FixtureFlow::~FixtureFlow()
{
    m_reading.cancel();
}

void FixtureFlow::offerReplay(const OpenReplay &open)
{
    m_page->addRowCommand(tr("Replay…"), Qt::CTRL | Qt::SHIFT | Qt::Key_Y,
                          [this, open](const collection::Row &) {
                              collect([open](const Fixtures &fixtures) { open(fixtures); });
                          });
}

void FixtureFlow::askWhere()
{
    auto *files =
        new QFileDialog(m_page, tr("Save as a fixture file"), QDir::home().filePath(u"events"_s));
    files->setObjectName(u"fixtureFiles"_s);
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setAcceptMode(QFileDialog::AcceptSave);
    files->setFileMode(QFileDialog::AnyFile);
    files->setDefaultSuffix(u"ndjson"_s);
    connect(files, &QFileDialog::fileSelected, this, &FixtureFlow::save);
    files->open();
}

void FixtureFlow::save(const QString &fileName)
{
    collect([this, fileName](const Fixtures &fixtures) {
        write(fileName, fixtures, [this, fileName, count = fixtures.size()] {
            const QString name = QDir::toNativeSeparators(fileName);
            m_page->showOutcome(
                count == 1 ? tr("Saved the event as %1").arg(name)
                           : tr("Saved %1 events as %2")
                                 .arg(collection::displayLocale().toString(qint64(count)), name));
        });
    });
}

void FixtureFlow::drag()
{
    collect([this](const Fixtures &fixtures) {
        const QString name = fixtures.size() == 1
            ? u"event-%1.ndjson"_s.arg(QString::fromStdString(fixtures.front().eventId))
            : u"events-%1.ndjson"_s.arg(fixtures.size());
        const QString fileName = m_folder.filePath(name);
        write(fileName, fixtures, [this, fileName] { m_drag(fileName); });
    });
}

void FixtureFlow::collect(const std::function<void(const Fixtures &)> &then)
{
    const auto fail = [page = m_page](const Error &error) {
        page->showFailure(tr("No fixtures were made"), error);
    };
    m_reading.cancel();
    m_reading = m_page->selectedRows();
    whenDone(m_reading, this, [this, then, fail](const Result<std::vector<collection::Row>> &rows) {
        if (!rows && rows.error().kind == ErrorKind::Cancelled)
            return;
        if (!rows)
            return fail(rows.error());
        std::vector<RecordedEvent> events;
        for (const collection::Row &row : *rows)
            events.push_back(recordedEvent(m_page->model()->descriptor(), row));
        m_collector = std::make_unique<FixtureCollector>(m_reader, std::move(events), nullptr);
        connect(m_collector.get(), &FixtureCollector::failed, this, fail);
        connect(m_collector.get(), &FixtureCollector::collected, this, then);
        m_collector->start();
    });
}

void FixtureFlow::write(const QString &fileName, const Fixtures &fixtures,
                        const std::function<void()> &then)
{
    const auto writing =
        inPool<void>([fileName, fixtures] { return replay::writeFixtureFile(fileName, fixtures); });
    whenDone(writing, this, [this, then](const Result<> &written) {
        if (written)
            then();
        else
            m_page->showFailure(tr("No fixtures were made"), written.error());
    });
}

} // namespace gatehouse::ui
