#include "ui/widgets/appearance.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/hexview.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/payloadview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse::widgets;
using namespace Qt::StringLiterals;

namespace {

constexpr int halfMegabyte = 512 * 1024;

QString rowsOf(const CodeView *view)
{
    QStringList rows;
    for (int row = 0; row < view->rowCount(); ++row)
        rows.append(view->rowText(row));
    return rows.join(QLatin1Char('\n'));
}

/// 0 {, 1 order, 2 items, 3 1, 4 {, 5 sku, 6 }, 7 ], 8 id, 9 }, 10 n, 11 }
constexpr char kOrder[] = R"({"order":{"items":[1,{"sku":7}],"id":"a"},"n":1})";

/// The caret to the start of a row.
void goToLine(CodeView *view, int row)
{
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Home, Qt::ControlModifier);
    for (int step = 0; step < row; ++step)
        QTest::keyClick(view, Qt::Key_Down);
}

} // namespace

class PayloadViewTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Scheme::Light); }
    void init();
    void cleanup();

    void jsonIsShownPretty();
    void whatIsNotJsonIsShownRawWithTheReason();
    void whatIsNotUtf8IsMarkedByteByByte();
    void anEmptyBodySaysSo();
    void halfAMegabyteOfAnyShapePaints_data();
    void halfAMegabyteOfAnyShapePaints();
    void aLongTextIsCutInPrettyAndWholeInRaw();
    void controlAndDirectionCharactersAreMarked();
    void markupIsShownAsText();
    void copyGivesTheBytesAsTheyCame();
    void copyOfWhatIsNotTextIsHex();
    void aSelectionIsCopiedWithoutMarks();
    void everythingSelectedIsTheIndentedText();
    void findCountsAndGoesRound();
    void findWorksInHex();
    void ctrlFOpensAndEscapeClosesTheFindBar();
    void theModeOutlivesTheBody();
    void aPlaceholderHidesTheBody();
    void arrowKeysAndShiftSelect();
    void keysFoldAndUnfoldWhatIsAtTheCaret();
    void aLevelIsFoldedToAndEverythingUnfolded();
    void aClickOnTheMarkFolds();
    void whatIsFoundUnfolds();
    void theCaretsPlaceIsAPointerThatLeadsBackToIt_data();
    void theCaretsPlaceIsAPointerThatLeadsBackToIt();
    void whatIsMarkedIsSeenAndWhatIsNotThereIsPassedOver();
    void textThatIsNoJsonHasNoPointers();
    void theCaretPassesOverWhatIsFolded();
    void aFoldedListSaysHowManyMembersItHas();
    void pathValueAndFilterOfALineAreCopied_data();
    void pathValueAndFilterOfALineAreCopied();
    void whatIsNotPrettyJsonDoesNotFold();
    void halfAMillionLinesFold();
    void hexLines_data();
    void hexLines();
    void hexShowsEightBytesWhereSixteenDoNotFit();

private:
    QString copiedBy(Qt::Key key)
    {
        QGuiApplication::clipboard()->setText(u"unchanged"_s);
        QTest::keyClick(m_view->codeView(), key, Qt::ControlModifier | Qt::ShiftModifier);
        return QGuiApplication::clipboard()->text();
    }

    std::unique_ptr<PayloadView> m_view;
};

void PayloadViewTest::init()
{
    m_view = std::make_unique<PayloadView>();
    m_view->resize(432, 600);
    m_view->show();
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void PayloadViewTest::cleanup()
{
    m_view.reset();
}

void PayloadViewTest::jsonIsShownPretty()
{
    m_view->setPayload("{\"amount\":1.10,\"a\":[1]}");
    QCOMPARE(rowsOf(m_view->codeView()), QStringLiteral("{\n\"amount\": 1.10,\n\"a\": [\n1\n]\n}"));
    QVERIFY(m_view->notice()->isHidden());
}

void PayloadViewTest::whatIsNotJsonIsShownRawWithTheReason()
{
    m_view->setPayload("{\"id\": oops}");
    QCOMPARE(rowsOf(m_view->codeView()), QStringLiteral("{\"id\": oops}"));
    QVERIFY(m_view->notice()->isVisible());
    QCOMPARE(m_view->notice()->title(), QStringLiteral("Not JSON: unexpected character at byte 7"));
}

void PayloadViewTest::whatIsNotUtf8IsMarkedByteByByte()
{
    m_view->setMode(PayloadView::Mode::Raw);
    m_view->setPayload("caf\xe9");
    QCOMPARE(m_view->codeView()->rowText(0), QStringLiteral("caf\u2039\\xE9\u203a"));
    QVERIFY(m_view->notice()->title().startsWith(QStringLiteral("Not UTF-8")));
}

void PayloadViewTest::anEmptyBodySaysSo()
{
    m_view->setPayload(QByteArray());
    QCOMPARE(m_view->notice()->title(), QStringLiteral("The body is empty"));
}

void PayloadViewTest::halfAMegabyteOfAnyShapePaints_data()
{
    QTest::addColumn<QByteArray>("body");
    QByteArray flat = "[0";
    while (flat.size() < halfMegabyte - 3)
        flat += ",1";
    QTest::newRow("flat array") << flat + "]";
    QTest::newRow("open brackets") << QByteArray(halfMegabyte, '[');
    QTest::newRow("nested") << QByteArray(halfMegabyte / 2, '[')
            + QByteArray(halfMegabyte / 2, ']');
    QTest::newRow("one text") << "\"" + QByteArray(halfMegabyte - 2, 'x') + "\"";
    QTest::newRow("line feeds") << QByteArray(halfMegabyte, '\n');
    QTest::newRow("zero bytes") << QByteArray(halfMegabyte, '\0');
    QTest::newRow("not utf-8") << QByteArray(halfMegabyte, '\xff');
}

void PayloadViewTest::halfAMegabyteOfAnyShapePaints()
{
    QFETCH(QByteArray, body);
    for (const auto mode :
         {PayloadView::Mode::Pretty, PayloadView::Mode::Raw, PayloadView::Mode::Hex}) {
        m_view->setMode(mode);
        m_view->setPayload(body);
        QScrollBar *bar = mode == PayloadView::Mode::Hex ? m_view->hexView()->verticalScrollBar()
                                                         : m_view->codeView()->verticalScrollBar();
        QVERIFY(!m_view->grab().isNull());
        bar->setValue(bar->maximum());
        QVERIFY(!m_view->grab().isNull());
        m_view->resize(m_view->width() == 432 ? 700 : 432, 600);
        QVERIFY(!m_view->grab().isNull());
    }
    QCOMPARE(m_view->hexView()->rowCount(), halfMegabyte / m_view->hexView()->bytesPerRow());
}

void PayloadViewTest::aLongTextIsCutInPrettyAndWholeInRaw()
{
    const QByteArray body = "[\"" + QByteArray(10'000, 'x') + "\"]";
    m_view->setPayload(body);
    const QString pretty = rowsOf(m_view->codeView());
    QVERIFY(pretty.count(QLatin1Char('x')) <= 4'000);
    QVERIFY(pretty.contains(QStringLiteral("6,002 more characters")));
    m_view->setMode(PayloadView::Mode::Raw);
    QCOMPARE(rowsOf(m_view->codeView()).remove(QLatin1Char('\n')), QString::fromUtf8(body));
}

void PayloadViewTest::controlAndDirectionCharactersAreMarked()
{
    m_view->setPayload("[\"a\xe2\x80\xae"
                       "b\x7f\"]");
    QCOMPARE(m_view->codeView()->rowText(1),
             QStringLiteral("\"a\u2039U+202E\u203ab\u2039DEL\u203a\""));
}

void PayloadViewTest::markupIsShownAsText()
{
    m_view->setPayload("[\"<b>x</b>\"]");
    QCOMPARE(m_view->codeView()->rowText(1), QStringLiteral("\"<b>x</b>\""));
}

void PayloadViewTest::copyGivesTheBytesAsTheyCame()
{
    m_view->setPayload("{\"a\":\t1.0}\n");
    m_view->copyAll();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("{\"a\":\t1.0}\n"));
}

void PayloadViewTest::copyOfWhatIsNotTextIsHex()
{
    m_view->setPayload("\xff\x01");
    m_view->copyAll();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("ff01"));
}

void PayloadViewTest::aSelectionIsCopiedWithoutMarks()
{
    m_view->setMode(PayloadView::Mode::Raw);
    m_view->setPayload("a\xe2\x80\x8d"
                       "b");
    m_view->codeView()->setFocus();
    QTest::keyClick(m_view->codeView(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(m_view->codeView(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("a\u200db"));
}

void PayloadViewTest::everythingSelectedIsTheIndentedText()
{
    m_view->setPayload("{\"a\":[1,2]}");
    m_view->codeView()->selectAll();
    QCOMPARE(m_view->codeView()->selectedText(),
             QStringLiteral("{\n  \"a\": [\n    1,\n    2\n  ]\n}\n"));
}

void PayloadViewTest::findCountsAndGoesRound()
{
    m_view->setPayload("[\"Order\",\"order\",\"other\"]");
    m_view->openFind();
    QTest::keyClicks(m_view->findBar()->field(), QStringLiteral("ORDER"));
    QCOMPARE(m_view->findBar()->countText(), QStringLiteral("1 of 2"));
    QTest::keyClick(m_view->findBar()->field(), Qt::Key_Return);
    QCOMPARE(m_view->findBar()->countText(), QStringLiteral("2 of 2"));
    QCOMPARE(m_view->codeView()->selectedText(), QStringLiteral("order"));
    QTest::keyClick(m_view->findBar()->field(), Qt::Key_Return);
    QCOMPARE(m_view->findBar()->countText(), QStringLiteral("1 of 2"));
    QTest::keyClick(m_view->findBar()->field(), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(m_view->findBar()->countText(), QStringLiteral("2 of 2"));
    QTest::keyClicks(m_view->findBar()->field(), QStringLiteral("ly"));
    QCOMPARE(m_view->findBar()->countText(), QStringLiteral("not found"));
}

void PayloadViewTest::findWorksInHex()
{
    m_view->setMode(PayloadView::Mode::Hex);
    m_view->setPayload(QByteArray(100, '\0') + "Needle" + QByteArray(100, '\0') + "needle");
    m_view->openFind();
    m_view->findBar()->field()->setText(QStringLiteral("needle"));
    QCOMPARE(m_view->findBar()->countText(), QStringLiteral("1 of 2"));
}

void PayloadViewTest::ctrlFOpensAndEscapeClosesTheFindBar()
{
    m_view->setPayload("{}");
    m_view->codeView()->setFocus();
    QTest::keyClick(m_view->codeView(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(m_view->findBar()->isVisible());
    QVERIFY(m_view->findBar()->field()->hasFocus());
    QTest::keyClick(m_view->findBar()->field(), Qt::Key_Escape);
    QVERIFY(!m_view->findBar()->isVisible());
    QVERIFY(m_view->codeView()->hasFocus());
}

void PayloadViewTest::theModeOutlivesTheBody()
{
    m_view->setMode(PayloadView::Mode::Hex);
    m_view->setPayload("{}");
    QVERIFY(m_view->hexView()->isVisible());
    m_view->setPlaceholder(QStringLiteral("Loading"));
    m_view->setPayload("[]");
    QVERIFY(m_view->hexView()->isVisible());
}

void PayloadViewTest::aPlaceholderHidesTheBody()
{
    m_view->setPayload("{\"secret\":1}");
    m_view->setPlaceholder(QStringLiteral("The body was deleted after its retention."));
    QVERIFY(!m_view->codeView()->isVisible());
    QVERIFY(m_view->payload().isEmpty());
    m_view->openFind();
    QVERIFY(!m_view->findBar()->isVisible());
}

void PayloadViewTest::arrowKeysAndShiftSelect()
{
    m_view->setMode(PayloadView::Mode::Raw);
    m_view->setPayload("abc\ndef");
    QTest::keyClick(m_view->codeView(), Qt::Key_Right);
    QTest::keyClick(m_view->codeView(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_view->codeView()->selectedText(), QStringLiteral("bc\nd"));
    QTest::keyClick(m_view->codeView(), Qt::Key_End, Qt::ShiftModifier);
    QCOMPARE(m_view->codeView()->selectedText(), QStringLiteral("bc\ndef"));
}

void PayloadViewTest::keysFoldAndUnfoldWhatIsAtTheCaret()
{
    m_view->setPayload(kOrder);
    CodeView *view = m_view->codeView();
    view->setFocus();
    const QString whole = rowsOf(view);
    goToLine(view, 8); // "id", within "order"
    QTest::keyClick(view, '-');
    QCOMPARE(rowsOf(view), u"{\n\"order\": {\u2026 2 members },\n\"n\": 1\n}"_s);
    QTest::keyClick(view, '-'); // what is around it
    QCOMPARE(view->rowCount(), 1);
    QTest::keyClick(view, '+');
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, '+');
    QCOMPARE(rowsOf(view), whole);
}

void PayloadViewTest::aLevelIsFoldedToAndEverythingUnfolded()
{
    m_view->setPayload(kOrder);
    CodeView *view = m_view->codeView();
    view->setFocus();
    const QString whole = rowsOf(view);
    QTest::keyClick(view, '2');
    QCOMPARE(rowsOf(view),
             u"{\n\"order\": {\n\"items\": [\u2026 2 members ],\n\"id\": \"a\"\n},\n\"n\": 1\n}"_s);
    QTest::keyClick(view, '1');
    QCOMPARE(view->rowCount(), 4);
    QTest::keyClick(view, '*');
    QCOMPARE(rowsOf(view), whole);
}

void PayloadViewTest::aClickOnTheMarkFolds()
{
    m_view->setPayload(kOrder);
    CodeView *view = m_view->codeView();
    view->setFocus();
    const int rows = view->rowCount();
    const QPoint mark(8, 4 + 9); // before the first row's brace
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, mark);
    QCOMPARE(view->rowCount(), 1);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, mark);
    QCOMPARE(view->rowCount(), rows);
}

void PayloadViewTest::whatIsFoundUnfolds()
{
    m_view->setPayload(kOrder);
    CodeView *view = m_view->codeView();
    view->setFocus();
    QTest::keyClick(view, '1');
    view->search(u"\"sku\""_s);
    QCOMPARE(view->found(), 1);
    QCOMPARE(view->selectedText().trimmed(), u"\"sku\""_s);
    QVERIFY(rowsOf(view).contains(u"\"sku\": 7"_s));
}

void PayloadViewTest::theCaretsPlaceIsAPointerThatLeadsBackToIt_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("pointer");
    QTest::newRow("the whole") << QByteArray(kOrder) << 0 << QString();
    QTest::newRow("an object") << QByteArray(kOrder) << 1 << u"/order"_s;
    QTest::newRow("in a list") << QByteArray(kOrder) << 3 << u"/order/items/0"_s;
    QTest::newRow("deep") << QByteArray(kOrder) << 5 << u"/order/items/1/sku"_s;
    QTest::newRow("slash, tilde, escape")
        << QByteArray(R"({"a\u002fb~c":1})") << 1 << u"/a~1b~0c"_s;
    QTest::newRow("the empty name") << QByteArray(R"({"":1})") << 1 << u"/"_s;
    QTest::newRow("of a name twice, the last") << QByteArray(R"({"a":1,"a":2})") << 2 << u"/a"_s;
}

void PayloadViewTest::theCaretsPlaceIsAPointerThatLeadsBackToIt()
{
    QFETCH(QByteArray, json);
    QFETCH(int, line);
    QFETCH(QString, pointer);
    m_view->setPayload(json);
    CodeView *view = m_view->codeView();
    const QSignalSpy moved(view, &CodeView::caretMoved);
    goToLine(view, line);
    QVERIFY(!moved.isEmpty());
    QCOMPARE(view->caretPointer().value(), pointer);
    view->markPointers({pointer});
    QCOMPARE(view->markedLines().size(), 1);
    QCOMPARE(view->markedLines().first().first, line);
}

void PayloadViewTest::whatIsMarkedIsSeenAndWhatIsNotThereIsPassedOver()
{
    QByteArray lines = "{";
    for (int i = 0; i < 200; ++i)
        lines += "\"" + QByteArray::number(i) + "\":0,";
    m_view->setPayload(lines + "\"far\":{\"id\":1}}");
    CodeView *view = m_view->codeView();
    const auto edge = [view] {
        const QImage shown = view->viewport()->grab().toImage();
        int coloured = 0;
        for (int y = 0; y < shown.height(); ++y)
            coloured += shown.pixelColor(0, y) == Theme::of(view).accent ? 1 : 0;
        return coloured;
    };
    QCOMPARE(edge(), 0);
    goToLine(view, 0);
    QTest::keyClick(view, '1');
    view->markPointers({u"/absent"_s, u"/0/inside"_s, u"/far/id"_s});
    QCOMPARE(view->markedLines(), (QList<std::pair<int, int>>{{202, 202}}));
    QCOMPARE(edge(), 18);
    view->markPointers({});
    QCOMPARE(edge(), 0);
}

void PayloadViewTest::textThatIsNoJsonHasNoPointers()
{
    m_view->setPayload("plain");
    QVERIFY(!m_view->codeView()->caretPointer());
    m_view->codeView()->markPointers({QString()});
    QVERIFY(m_view->codeView()->markedLines().isEmpty());
}

void PayloadViewTest::theCaretPassesOverWhatIsFolded()
{
    m_view->setPayload(kOrder);
    CodeView *view = m_view->codeView();
    view->setFocus();
    QTest::keyClick(view, '1');
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_End);
    QTest::keyClick(view, Qt::Key_Right);
    QTest::keyClick(view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(view->selectedText().trimmed(), u"\""_s); // of "n"
    QTest::keyClick(view, Qt::Key_Left);
    QTest::keyClick(view, Qt::Key_Left);
    QTest::keyClick(view, Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(view->selectedText(), u"{"_s);
}

void PayloadViewTest::aFoldedListSaysHowManyMembersItHas()
{
    m_view->setPayload(R"([[1], {}])");
    CodeView *view = m_view->codeView();
    view->setFocus();
    QTest::keyClick(view, '2');
    QTest::keyClick(view, '1');
    QCOMPARE(rowsOf(view), u"[\n[\u2026 1 member ],\n{}\n]"_s);
    goToLine(view, 0);
    QTest::keyClick(view, '-');
    QCOMPARE(rowsOf(view), u"[\u2026 2 members ]"_s);
}

void PayloadViewTest::pathValueAndFilterOfALineAreCopied_data()
{
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("filter");
    QTest::newRow("an object") << 1 << u"order"_s
                               << u"{\n  \"items\": [\n    1,\n    {\n      \"sku\": 7\n    }\n"
                                  "  ],\n  \"id\": \"a\"\n}"_s
                               << u"unchanged"_s;
    QTest::newRow("a list's member")
        << 3 << u"order.items[0]"_s << u"1"_s << u"order.items[] = 1"_s;
    QTest::newRow("within a member")
        << 5 << u"order.items[1].sku"_s << u"7"_s << u"order.items[].sku = 7"_s;
    QTest::newRow("the end of one")
        << 6 << u"order.items[1]"_s << u"{\n  \"sku\": 7\n}"_s << u"unchanged"_s;
    QTest::newRow("a text") << 8 << u"order.id"_s << u"a"_s << u"order.id = a"_s;
    QTest::newRow("the whole") << 0 << u"unchanged"_s << QString() << u"unchanged"_s;
}

void PayloadViewTest::pathValueAndFilterOfALineAreCopied()
{
    QFETCH(int, line);
    QFETCH(QString, value);
    m_view->setPayload(kOrder);
    goToLine(m_view->codeView(), line);
    QTEST(copiedBy(Qt::Key_P), "path");
    if (line > 0)
        QCOMPARE(copiedBy(Qt::Key_V), value);
    QTEST(copiedBy(Qt::Key_F), "filter");
}

void PayloadViewTest::whatIsNotPrettyJsonDoesNotFold()
{
    m_view->setMode(PayloadView::Mode::Raw);
    m_view->setPayload(kOrder);
    for (const QAction *action : m_view->codeView()->structureActions())
        QVERIFY(!action->isEnabled());
    QTest::keyClick(m_view->codeView(), '1');
    QCOMPARE(m_view->codeView()->rowText(0).left(9), u"{\"order\":"_s.left(9));
}

void PayloadViewTest::halfAMillionLinesFold()
{
    QByteArray list("[");
    for (int member = 0; member < 100'000; ++member)
        list += member ? ",[1,2,3]" : "[1,2,3]";
    m_view->setPayload(list + ']');
    CodeView *view = m_view->codeView();
    view->setFocus();
    QTest::keyClick(view, '1');
    QCOMPARE(view->rowCount(), 100'002);
    QCOMPARE(view->rowText(99'999), u"[\u2026 3 members ],"_s);
    goToLine(view, 0);
    QTest::keyClick(view, '-');
    QCOMPARE(view->rowText(0), u"[\u2026 100,000 members ]"_s);
}

void PayloadViewTest::hexLines_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("perRow");
    QTest::addColumn<QString>("line");
    QTest::newRow("whole") << QByteArray("{\"id\":1}") << 0 << 8
                           << QStringLiteral("00000000  7b 22 69 64 22 3a 31 7d  {\"id\":1}");
    QTest::newRow("rest") << QByteArray("0123456789") << 8 << 8
                          << QStringLiteral("00000008  38 39                    89");
    QTest::newRow("not ascii") << QByteArray("\xff\x00\x7f\n", 4) << 0 << 4
                               << QStringLiteral("00000000  ff 00 7f 0a  ....");
    QTest::newRow("far") << QByteArray(0x12345, 'a') << 0x12344 << 2
                         << QStringLiteral("00012344  61     a");
}

void PayloadViewTest::hexLines()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, offset);
    QFETCH(int, perRow);
    QTEST(hexLine(bytes, offset, perRow), "line");
}

void PayloadViewTest::hexShowsEightBytesWhereSixteenDoNotFit()
{
    m_view->setMode(PayloadView::Mode::Hex);
    m_view->setPayload(QByteArray(64, 'a'));
    QCOMPARE(m_view->hexView()->bytesPerRow(), 8);
    m_view->resize(900, 600);
    QTRY_COMPARE(m_view->hexView()->bytesPerRow(), 16);
    QCOMPARE(m_view->hexView()->rowCount(), 4);
}

int main(int argc, char **argv)
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication application(argc, argv);
    PayloadViewTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "payloadview_test.moc"
