from classifiers.predict import Classifier, default_classifier
from hotline.desk.city_classifier import CityClassifier
from hotline.desk.desk_holder import DeskHolder
from hotline.storage.vault import open_vault

TEXT = "他说不给钱就要跳楼，现在人还在楼顶。"


def test_the_running_desk_still_finds_the_citys_sensitive_words_after_it_looked_again(database):
    holder = DeskHolder(database, open_vault(database.settings))
    for _ in range(2):
        holder.look_again()
        assert [hit.word for hit in holder().classifier.classify(TEXT).sensitive] == ["跳楼"]
    holder.close()


def test_opening_the_desk_reads_no_model(database):
    loads = []
    holder = DeskHolder(database, open_vault(database.settings))
    holder.model = lambda: loads.append(1) or default_classifier()
    desk = holder()
    assert loads == []
    desk.classifier.classify(TEXT)
    assert loads
    holder.close()


def test_another_live_model_is_followed_with_the_same_words():
    live = [default_classifier()]
    classifier = CityClassifier(lambda: live[0], {"轻生": ["跳楼"]}, {})
    assert classifier.version == default_classifier().version
    live[0] = Classifier()
    assert classifier.version == "none"
    assert classifier.classify(TEXT).sensitive
