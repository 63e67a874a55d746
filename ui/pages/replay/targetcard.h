#pragma once

#include "services/replay/target.h"
#include "ui/pages/replay/targetdialog.h"
#include "ui/widgets/card.h"

class QMenu;
class QPushButton;

namespace gatehouse::widgets {
class ElidedLabel;
class NoticeStrip;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// The target of a replay in the colour of its environment, and the list of those that are saved,
/// from which one is taken, added, changed or removed.
///
/// Object names: targetTitle, targetPlace, targetChange, targetMenu, targetNotice,
/// confirmRemoveTarget.
class TargetCard final : public widgets::Card
{
    Q_OBJECT

public:
    TargetCard(replay::Targets targets, replay::OpenStore openStore, QWidget *parent);

    /// Takes the saved one of that name; nothing when there is none.
    void choose(const QString &name);
    void chooseNone();

signals:
    /// Another one, or it is another than before; nothing: it was removed.
    void targetChanged(const std::optional<gatehouse::replay::Target> &target);
    void failed(const QString &title, const gatehouse::Error &error);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void fillMenu();
    void ask(const replay::Target &known);
    void save(replay::Target target, std::vector<EnteredSecret> secrets);
    void keep(const replay::Target &target, std::vector<EnteredSecret> secrets,
              std::shared_ptr<CredentialStore> store);
    void askRemove();
    void remove();
    void show(const std::optional<replay::Target> &target);

    replay::Targets m_targets;
    replay::OpenStore m_openStore;
    replay::Target m_target; ///< as it is saved; without a name: none
    QString m_environment; ///< of what it leads to
    QString m_colour;
    widgets::ElidedLabel *m_title;
    widgets::ElidedLabel *m_place;
    QPushButton *m_change;
    QMenu *m_menu;
    widgets::NoticeStrip *m_notice; ///< asks before secrets are removed
};

} // namespace gatehouse::ui
