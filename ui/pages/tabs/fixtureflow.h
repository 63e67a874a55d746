#pragma once

#include "models/collection/source.h"
#include "ui/pages/tabs/fixturecollector.h"

#include <QObject>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace gatehouse::ui {

class CollectionPage;

/// The selected events as a file of fixtures (services/replay/fixture.h): saved where a person
/// says, or dragged out of the list into whatever takes files. Belongs to the page.
///
/// Object names: fixtureFiles (the file dialog).
class FixtureFlow : public QObject
{
    Q_OBJECT

public:
    /// Begins to drag a file; the drag has ended when it returns.
    using Drag = std::function<void(const QString &fileName)>;

    FixtureFlow(std::shared_ptr<DetailReader> reader, CollectionPage *page);
    ~FixtureFlow() override;

    /// In place of the desktop's own.
    void setDrag(Drag drag) { m_drag = std::move(drag); }

private:
    using Fixtures = std::vector<replay::Fixture>;

    void askWhere();
    void save(const QString &fileName);
    void drag();
    void collect(const std::function<void(const Fixtures &)> &then);
    void write(const QString &fileName, const Fixtures &fixtures,
               const std::function<void()> &then);

    std::shared_ptr<DetailReader> m_reader;
    CollectionPage *m_page;
    Drag m_drag;
    std::unique_ptr<FixtureCollector> m_collector; ///< of what is under way
    QTemporaryDir m_folder; ///< of what was dragged: its owner's alone
    QFuture<Result<std::vector<collection::Row>>> m_reading;
};

} // namespace gatehouse::ui
